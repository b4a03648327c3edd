import { editorSchemas } from '../editor/editor-schemas.ts';
import type { CommandDefinition } from '../program/command-definition.ts';

const kinds = editorSchemas.map(({ kind }) => kind);

export const schema: CommandDefinition = {
  words: ['schema'],
  summary: 'print a JSON Schema for your editor',
  description:
    'Prints the JSON Schema of one kind of document, with which an editor completes keys, explains them and marks what is wrong ' +
    '(docs/editors.md). Without KIND it lists the kinds and their files. With --write it writes all of them, or the one of KIND, as ' +
    'DIR/<kind>.schema.json, replacing what is there: so the schemas that co init put into a repo follow a newer colo. ' +
    'No network, no git.',
  arguments: [{ syntax: '[kind]', description: `one of ${kinds.join(', ')}` }],
  options: [{ flags: '--write <dir>', description: 'write into this folder instead' }],
  examples: [
    { command: 'co schema site', says: 'print the schema of site.yaml' },
    { command: 'co schema --write .vscode/colo', says: 'bring the schemas of a repo up to date' },
  ],
  exitCodes: [],
  json: 'without KIND: one document, kinds (kind, description, file, globs); with --write: files; with KIND: the schema itself',
  run: async (invocation) => (await import('./runs/schema.ts')).runSchema(invocation),
};
