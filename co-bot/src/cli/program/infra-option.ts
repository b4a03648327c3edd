import type { OptionDefinition } from './command-definition.ts';

/** For commands that also work on a checkout, without network. */
export const infraOption: OptionDefinition = {
  flags: '--infra <dir>',
  description: 'read this checkout of the infra repo instead of the forge',
};
