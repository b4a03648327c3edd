import type { CommandDefinition } from '../program/command-definition.ts';

export const convert: CommandDefinition = {
  words: ['convert'],
  summary: 'write a margo.yaml in another form of the Margo specification',
  description:
    'Reads FILE, a margo.yaml of any dialect, and writes the same package in the dialect of --to. Where something has no ' +
    'place there, nothing is written, and each such part is named with its line, column and what to do. ' +
    'Comments are left out. It reads this one file and no others: no network, no git.',
  arguments: [{ syntax: '<file>', description: 'the margo.yaml' }],
  options: [
    {
      flags: '--to <dialect>',
      description: 'preview release 1, or release candidate 3',
      required: true,
      choices: ['pr1', 'rc3', 'rc.3'],
    },
    { flags: '--output <file>', description: 'write to this file, replacing it; without it, to stdout' },
  ],
  examples: [
    { command: 'co convert margo.yaml --to rc3', says: 'show the package as release candidate 3 writes it' },
    { command: 'co convert margo.yaml --to pr1 --output margo.yaml', says: 'rewrite a file of an old draft' },
  ],
  exitCodes: [65],
  json: 'one document: ok, file, from, to, output (the file written), text (the document, where none is), diagnostics',
  run: async (invocation) => (await import('./runs/convert.ts')).runConvert(invocation),
};
