import type { CommandDefinition } from '../program/command-definition.ts';
import { registryOption } from '../program/registry-option.ts';

export const listApps: CommandDefinition = {
  words: ['list', 'apps'],
  summary: 'applications of the app registry, with their versions',
  description:
    'Lists the packages on the default branch of the app registry and the versions that are tagged. A version that is on ' +
    'the branch and not tagged is shown as waiting. Needs contents:read on the registry, or --registry.',
  arguments: [],
  options: [registryOption],
  examples: [
    { command: 'co list apps', says: 'all applications of the configured registry' },
    { command: 'co list apps --registry . --json', says: 'the checkout you are in, for programs' },
  ],
  exitCodes: [65, 69, 75, 77],
  json: 'one document: registry, applications (id, name, path, version, waiting, versions, types), problems',
  run: async (invocation) => (await import('./runs/list-apps.ts')).runListApps(invocation),
};
