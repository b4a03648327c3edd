import type { OptionDefinition } from './command-definition.ts';

/** For commands that also work on a checkout, without network. */
export const registryOption: OptionDefinition = {
  flags: '--registry <dir>',
  description: 'read this checkout of the app registry instead of the forge',
};
