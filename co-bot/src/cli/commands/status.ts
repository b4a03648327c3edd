import type { CommandDefinition } from '../program/command-definition.ts';
import { infraOption } from '../program/infra-option.ts';

export const status: CommandDefinition = {
  words: ['status'],
  summary: 'what is desired and what was last reported, host by host',
  description:
    'Compares the desired state of the sites with what they reported last: the events on the branch colo/events, and the ' +
    'commit statuses of the newest commit. A host that never reported is unreported; one that reports another version is ' +
    'pending. Needs contents:read and statuses:read on the infra repo; with --infra it reads a checkout, without statuses.',
  arguments: [{ syntax: '[site...]', description: 'only these sites' }],
  options: [infraOption, { flags: '--app <id>', description: 'only this application' }],
  examples: [
    { command: 'co status', says: 'the whole fleet' },
    { command: 'co status eu/berlin --app hello-world', says: 'one application on one site' },
    { command: 'co status --json', says: 'for programs' },
  ],
  exitCodes: [1, 65, 69, 75, 77],
  json: 'one document: infra, commit, hosts (site, host, application, standing, desired, reported, at, detail), problems',
  run: async (invocation) => (await import('./runs/status.ts')).runStatus(invocation),
};
