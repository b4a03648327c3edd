/** Variables of LO's own environment that a git child may see: where programs and the operator's own settings are. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'TMPDIR',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'no_proxy',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
] as const;

/** Settings of every git call: no hooks, no helpers, no prompt, no housekeeping, a dead link noticed in a minute. */
const CONFIG: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.attributesFile', '/dev/null'],
  ['credential.helper', ''],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['fetch.negotiationAlgorithm', 'default'],
  ['protocol.version', '2'],
  ['protocol.ext.allow', 'never'],
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '60'],
];

export interface GitEnvironmentOptions {
  /** Value of an Authorization header for this address. */
  readonly authorization?: { readonly url: string; readonly header: string } | undefined;
  /** True for commands that only read what is here: nothing is fetched behind their back. */
  readonly offline?: boolean;
}

/**
 * The whole environment of a git child. Settings travel in GIT_CONFIG_COUNT variables (git-config(1)), so that the
 * credential is in no argument list, which every user of the machine could read.
 */
export function createGitEnvironment(options: GitEnvironmentOptions = {}): Record<string, string> {
  const environment: Record<string, string> = {
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    GIT_OPTIONAL_LOCKS: '0',
  };
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  const config = [...CONFIG];
  if (options.offline === true) {
    environment['GIT_NO_LAZY_FETCH'] = '1';
    // Git before 2.45 does not know that variable; without any protocol it cannot fetch either.
    config.push(['protocol.allow', 'never']);
  }
  if (options.authorization !== undefined)
    config.push([`http.${options.authorization.url}.extraHeader`, options.authorization.header]);
  environment['GIT_CONFIG_COUNT'] = String(config.length);
  for (const [index, [key, value]] of config.entries()) {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return environment;
}
