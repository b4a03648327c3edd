import type { CommandDefinition } from '../program/command-definition.ts';
import { watchJson, watchOptions } from '../request/watch-options.ts';

export const rollback: CommandDefinition = {
  words: ['rollback'],
  summary: 'ask CO to bring back what was desired before',
  description:
    'TARGET is the issue or pull request of a deploy, whose change is taken back, or an application, with --to. CO answers ' +
    'with a pull request that restores the earlier values and holds them against automation. `git revert` on the merge ' +
    'commit does the same without a hold. Exit codes with --watch as for `co deploy`. ' +
    'Needs issues:write, and contents, pull requests and statuses to read, on the infra repo.',
  arguments: [
    { syntax: '<target>', description: 'number of an issue or pull request, or an application id' },
  ],
  options: [
    { flags: '--to <selector>', description: 'with an application: the sites', repeatable: true },
    { flags: '--commit <sha>', description: 'bring back the values of this commit of the infra repo' },
    ...watchOptions,
  ],
  examples: [
    {
      command: 'co rollback 12 --watch',
      says: 'take back the deploy that issue or pull request 12 asked for',
    },
    {
      command: 'co rollback hello-world --to eu/berlin',
      says: 'what hello-world was before its last change there',
    },
  ],
  exitCodes: [1, 65, 69, 75, 77],
  json: watchJson,
  run: async (invocation) => (await import('./runs/rollback.ts')).runRollback(invocation),
};
