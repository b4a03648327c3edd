import type { CommandDefinition } from '../program/command-definition.ts';
import { infraOption } from '../program/infra-option.ts';

export const listSites: CommandDefinition = {
  words: ['list', 'sites'],
  summary: 'sites of the infra repo, with hosts, labels and what runs there',
  description:
    'Lists every site below sites/ of the infra repo. Sites whose files cannot be read are named on stderr and left out. ' +
    'Needs contents:read on the infra repo, or --infra.',
  arguments: [],
  options: [infraOption],
  examples: [
    { command: 'co list sites', says: 'all sites of the configured infra repo' },
    { command: 'co list sites --infra . --json', says: 'the checkout you are in, for programs' },
  ],
  exitCodes: [65, 69, 75, 77],
  json: 'one document: infra, commit, sites (name, labels, hosts, applications), problems',
  run: async (invocation) => (await import('./runs/list-sites.ts')).runListSites(invocation),
};
