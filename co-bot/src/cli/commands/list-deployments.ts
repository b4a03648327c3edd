import type { CommandDefinition } from '../program/command-definition.ts';
import { infraOption } from '../program/infra-option.ts';

export const listDeployments: CommandDefinition = {
  words: ['list', 'deployments'],
  summary: 'what is desired where, with holds and tracked ranges',
  description:
    'Lists every deployment of every site: application, version, profile type, hosts, the range it tracks, its hold, and ' +
    'how its hosts stand by their last report. Needs contents:read on the infra repo, or --infra.',
  arguments: [],
  options: [infraOption, { flags: '--app <id>', description: 'only this application' }],
  examples: [
    { command: 'co list deployments', says: 'everything that is desired' },
    { command: 'co list deployments --app hello-world', says: 'where one application is desired' },
  ],
  exitCodes: [65, 69, 75, 77],
  json: 'one document: infra, commit, deployments (site, id, application, version, digest, profile, type, hosts, track, hold, standings), problems',
  run: async (invocation) => (await import('./runs/list-deployments.ts')).runListDeployments(invocation),
};
