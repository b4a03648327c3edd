import t from 'tap';
import { parseYaml } from '../../src/documents/yaml/parse-yaml.ts';
import { readMargoDocument } from '../../src/margo/documents/read-margo-document.ts';

const status = {
  deploymentId: 'a3e2f5dc-912e-494f-8395-52cf3769bc06',
  adoptedManifestVersion: 7,
  status: { state: 'installed' },
  components: [{ name: 'web', state: 'installed' }],
};

function judge(document: unknown, file: string): readonly string[] {
  const text = JSON.stringify(document);
  const parsed = parseYaml(text, { file });
  if (!parsed.ok) return parsed.diagnostics.map(({ message, fix }) => `${message}. ${fix}`);
  return (readMargoDocument(text, parsed.value)?.diagnostics ?? []).map(
    ({ message, fix }) => `${message}. ${fix}`,
  );
}

t.test('of a document in JSON, what to write is said in the words of JSON', async (t) => {
  t.same(judge({ ...status, status: 'installed' }, 'status.json'), [
    'status must be a map, not a text. Write a map: its keys and their values in { }.',
  ]);
  t.same(judge({ ...status, components: { name: 'web' } }, 'status.json'), [
    'components must be a list, not a map. Write a list: its entries in [ ].',
  ]);
  t.same(judge({ ...status, components: [{ name: 1, state: 'installed' }] }, 'status.json'), [
    'components[0].name must be a text, not the number 1. Put it in quotes: "1".',
  ]);
});

t.test('the same text in a YAML file is spoken of as YAML', async (t) => {
  t.same(judge({ ...status, status: 'installed' }, 'status.yaml'), [
    'status must be a map, not a text. Write a map: its keys on lines of their own below, indented.',
  ]);
});
