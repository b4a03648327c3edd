/** Where LO looks for its configuration unless told otherwise. */
export const DEFAULT_CONFIG_FILE = '/etc/colo/lo.yaml';
