import type { OptionDefinition } from './command-definition.ts';

/** What `co deploy` and `co plan` understand alike. */
export const deployOptions: readonly OptionDefinition[] = [
  {
    flags: '--to <selector>',
    description:
      'sites: names, globs (eu/*), hosts (berlin:edge-01), labels (region=eu), groups (group=pilot)',
    required: true,
    repeatable: true,
  },
  { flags: '--set <name=value>', description: 'set a parameter; it survives upgrades', repeatable: true },
  {
    flags: '--secret <name=secret>',
    description: 'let a parameter have a secret of the site, by its name',
    repeatable: true,
  },
  { flags: '--unset <name>', description: 'forget a value that was set', repeatable: true },
  { flags: '--track <range>', description: 'let automation propose newer versions in this range' },
];
