import type { CommandDefinition } from '../program/command-definition.ts';
import { deployOptions } from '../program/deploy-options.ts';
import { infraOption } from '../program/infra-option.ts';
import { registryOption } from '../program/registry-option.ts';

export const plan: CommandDefinition = {
  words: ['plan'],
  summary: 'show what a deploy or a removal would do, host by host, and change nothing',
  description:
    'Chooses sites and hosts, profiles and parameters as CO does, and prints the operations that the sites would run, with ' +
    'the reason of each. With --infra and --package (or --registry) it works on checkouts, without network. It is what is ' +
    'expected: hosts are taken to be as the infra repo says. Ends with 1 where a site would be refused.',
  arguments: [
    { syntax: '<app[@version]>', description: 'application; without a version the highest tagged one' },
  ],
  options: [
    ...deployOptions.map((option) => ({ ...option, required: false })),
    { flags: '--from <selector>', description: 'the sites, for the plan of a removal', repeatable: true },
    { flags: '--purge', description: 'with --from: its data goes too' },
    infraOption,
    registryOption,
    { flags: '--package <dir>', description: 'take the package from this folder, published or not' },
  ],
  examples: [
    { command: "co plan hello-world@1.1 --to 'eu/*'", says: 'what would change on all sites below eu' },
    {
      command: 'co plan hello-world --to berlin --infra ../infra --package . --set greeting=Hi',
      says: 'the package in this folder against a local infra checkout, offline',
    },
    {
      command: 'co plan hello-world --from berlin --purge',
      says: 'which components are removed, and whose data is deleted, where',
    },
  ],
  exitCodes: [1, 65, 69, 75, 77],
  json: 'one document: application, version and digest (not of a removal), infra, commit, sites (site, ok, plan with hosts and operations, data that components write, warnings, errors), problems',
  run: async (invocation) => (await import('./runs/plan.ts')).runPlan(invocation),
};
