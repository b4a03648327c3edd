import type { CommandDefinition } from '../program/command-definition.ts';
import { infraOption } from '../program/infra-option.ts';

export const exportMargo: CommandDefinition = {
  words: ['export', 'margo'],
  summary: 'write what is desired on a site as Margo ApplicationDeployment documents',
  description:
    'Reads the desired state of SITE and writes one Margo ApplicationDeployment for each deployment and host, with the ' +
    'parameters of that host; what Margo has no key for stands in annotations, so that `co import margo` gives the same desired ' +
    'state back. Without --to each deployment is written in rc3 where that has a place for all of it, else in pr1. With --to, ' +
    'what has no place there is named with its line, column and what to do, and nothing is written. Secrets are never resolved. ' +
    'Needs contents:read on the infra repo, or --infra.',
  arguments: [{ syntax: '<site>', description: 'name of the site: its path below sites/' }],
  options: [
    infraOption,
    { flags: '--host <host>', description: 'only this host' },
    { flags: '--application <id>', description: 'only this application' },
    {
      flags: '--to <dialect>',
      description: 'preview release 1, or release candidate 3',
      choices: ['pr1', 'rc3', 'rc.3'],
    },
    {
      flags: '--output <dir>',
      description: 'write <dir>/<host>/<application>.yaml, replacing what is there; without it, to stdout',
    },
  ],
  examples: [
    { command: 'co export margo eu/berlin', says: 'all documents of a site, one after the other' },
    {
      command: 'co export margo eu/berlin --infra . --to pr1 --output margo',
      says: 'a file for each host and application, from a local infra checkout',
    },
  ],
  exitCodes: [65, 69, 75, 77],
  json: 'one document: ok, site, infra, commit, output (the folder written), documents (id, deploymentId, application, host, dialect, file, or text where none is written), diagnostics',
  run: async (invocation) => (await import('./runs/export-margo.ts')).runExport(invocation),
};
