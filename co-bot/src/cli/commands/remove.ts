import type { CommandDefinition } from '../program/command-definition.ts';
import { watchJson, watchOptions } from '../request/watch-options.ts';

export const remove: CommandDefinition = {
  words: ['remove'],
  summary: 'ask CO to take an application off sites',
  description:
    'Opens an issue in the infra repo with a /remove command. CO answers with a pull request that holds the plan; merging it ' +
    'is the removal. What the application wrote stays on the hosts and is there when it comes back; with --purge it is deleted ' +
    'for good, also where the application was removed before. Exit codes with --watch as for `co deploy`. ' +
    'Needs issues:write, and contents, pull requests and statuses to read, on the infra repo.',
  arguments: [{ syntax: '<app>', description: 'application id' }],
  options: [
    { flags: '--from <selector>', description: 'the sites', required: true, repeatable: true },
    { flags: '--purge', description: 'delete its data on them for good' },
    ...watchOptions,
  ],
  examples: [
    {
      command: 'co remove hello-world --from eu/berlin --watch',
      says: 'take it off a site, and follow it; its data stays',
    },
    {
      command: 'co remove hello-world --from eu/berlin:edge-02 --purge',
      says: 'take it off a host, and delete its data there',
    },
  ],
  exitCodes: [1, 65, 69, 75, 77],
  json: watchJson,
  run: async (invocation) => (await import('./runs/remove.ts')).runRemove(invocation),
};
