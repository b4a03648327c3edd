import type { CommandDefinition } from '../program/command-definition.ts';

export const importMargo: CommandDefinition = {
  words: ['import', 'margo'],
  summary: 'fold Margo ApplicationDeployment documents of a site into its desired state',
  description:
    'Reads every PATH, a file of one or many documents or a folder of .yaml files, in pr1 or rc3, and writes the desiredstate.yaml ' +
    'of their site: one entry for each deployment, with hostParameters where a host differs. Documents that contradict each other ' +
    'are an error that names both places. What documents by others do not say, --site and --assume can give. It reads these files ' +
    'and no others: no network, no git. Whether the packages are there, `co validate` says.',
  arguments: [{ syntax: '<path...>', description: 'files, or folders of .yaml files' }],
  options: [
    { flags: '--site <site>', description: 'the site of documents that name none' },
    {
      flags: '--assume <name=value>',
      description:
        'for documents that do not say it: site, host, version, profile, source-repository, source-path, source-commit, source-digest',
      repeatable: true,
    },
    { flags: '--output <file>', description: 'write to this file, replacing it; without it, to stdout' },
  ],
  examples: [
    {
      command: 'co import margo margo',
      says: 'what `co export margo --output margo` wrote, as a desired state',
    },
    {
      command: 'co import margo app.yaml --site berlin --assume host=edge-01 --assume version=1.0',
      says: 'a document by others, which says neither site, host nor version',
    },
  ],
  exitCodes: [65],
  json: 'one document: ok, files, site, output (the file written), text (the document, where none is), diagnostics',
  run: async (invocation) => (await import('./runs/import-margo.ts')).runImport(invocation),
};
