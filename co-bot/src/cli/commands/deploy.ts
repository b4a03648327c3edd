import type { CommandDefinition } from '../program/command-definition.ts';
import { deployOptions } from '../program/deploy-options.ts';
import { watchJson, watchOptions } from '../request/watch-options.ts';

export const deploy: CommandDefinition = {
  words: ['deploy'],
  summary: 'ask CO to put an application on sites',
  description:
    'Opens an issue in the infra repo with a /deploy command. CO answers with a pull request that holds the plan; merging it ' +
    'is the deploy. With --watch it follows to the end, and the exit code says how it ended: 0 when every host is as asked ' +
    'for, 1 when CO refused, the pull request was closed or a host failed, 75 when the time is over. ' +
    'Needs issues:write, and contents, pull requests and statuses to read, on the infra repo.',
  arguments: [
    { syntax: '<app[@version]>', description: 'application; without a version the highest tagged release' },
  ],
  options: [...deployOptions, ...watchOptions],
  examples: [
    {
      command: "co deploy hello-world@1.0 --to 'eu/*' --watch",
      says: 'deploy to all sites below eu, and follow it',
    },
    {
      command: 'co deploy hello-world --to group=pilot --set greeting="Good morning" --track ^1.0',
      says: 'the newest version, with a parameter, and updates proposed from now on',
    },
  ],
  exitCodes: [1, 65, 69, 75, 77],
  json: watchJson,
  run: async (invocation) => (await import('./runs/deploy.ts')).runDeploy(invocation),
};
