import t from 'tap';
import type { ReadResult } from '../../src/documents/diagnostic.ts';
import { readSite } from '../../src/documents/read-site.ts';
import { parseYaml } from '../../src/documents/yaml/parse-yaml.ts';
import type { ErrorExample } from '../../src/errors/error-definition.ts';
import { errorTable } from '../../src/errors/error-table.ts';
import { explainCode, isErrorCode } from '../../src/errors/explain-code.ts';
import { checkPackageContent } from '../../src/margo/check-package-content.ts';
import { readPackage } from '../../src/margo/read-package.ts';
import { checkHostKeys } from '../../src/validate/check-host-keys.ts';
import { soundDocuments } from '../margo/faults/sound-documents.ts';
import { makeContent } from '../margo/fixtures.ts';
import { mergeSnippet } from './merge-snippet.ts';

/** Codes of these areas that no document of a repository can have: commands that convert or write report them. */
const ELSEWHERE = [
  'DOCUMENT_UNWRITABLE',
  'MARGO_ANNOTATION_INVALID',
  'MARGO_DEPLOYMENT_CONFLICT',
  'MARGO_DEPLOYMENT_INCOMPLETE',
  'MARGO_DEPLOYMENT_UNKNOWN',
  'MARGO_NOT_CARRIED',
  'MARGO_QUANTITY_INVALID',
];

const pr1 = `apiVersion: margo.org/v1-alpha1
kind: ApplicationDescription
metadata:
  id: hello
  name: Hello
  version: "1.0"
  catalog:
    organization:
      - name: Example
deploymentProfiles:
  - type: compose
    id: small
    components:
      - name: web
        properties:
          packageLocation: ./compose.yaml
parameters:
  greeting:
    targets:
      - pointer: ENV.GREETING
        components: [web]
`;

const rc3 = pr1
  .replace('metadata:\n  id: hello\n', 'id: hello\nmetadata:\n')
  .replace(
    'packageLocation: ./compose.yaml',
    'repository: oci://example.com/hello\n          revision: 1.0.0',
  )
  .replace('ENV.', '');

const files = {
  'compose.yaml': 'services:\n  web:\n    image: nginx\n    environment: { TEXT: "${GREETING:-}" }\n',
};

function readWithFiles(text: string): ReadResult<unknown> {
  const read = readPackage(text, { file: 'margo.yaml' });
  if (!read.ok) return read;
  const found = checkPackageContent(read.value, makeContent(files), { file: 'margo.yaml' });
  const faults = found.filter(({ severity }) => severity === 'error');
  return faults.length > 0 ? { ok: false, diagnostics: faults } : read;
}

function readWithKeys(text: string): ReadResult<unknown> {
  const read = readSite(text, { file: 'site.yaml' });
  const parsed = parseYaml(text, { file: 'site.yaml' });
  if (!read.ok || !parsed.ok) return read;
  const diagnostics = checkHostKeys(read.value, parsed.value);
  return diagnostics.length > 0 ? { ok: false, diagnostics } : read;
}

type Read = (text: string) => ReadResult<unknown>;

/** The documents that examples are parts of; every other file name is said for people alone. */
const documents: Readonly<Record<string, { readonly text: string; readonly read: Read }>> = {
  'margo.yaml': { text: pr1, read: (text) => readPackage(text, { file: 'margo.yaml' }) },
  'margo.yaml, rc3': { text: rc3, read: (text) => readPackage(text, { file: 'margo.yaml' }) },
  'margo.yaml, rc2 and rc3': { text: rc3, read: (text) => readPackage(text, { file: 'margo.yaml' }) },
  'margo.yaml, with its files': { text: pr1, read: readWithFiles },
  'sites/berlin/site.yaml': {
    text: soundDocuments['site.yaml'].text,
    read: (text) => soundDocuments['site.yaml'].read(text, { file: 'site.yaml', site: 'berlin' }),
  },
  'site.yaml, in its repo': { text: soundDocuments['site.yaml'].text, read: readWithKeys },
  'site.yaml': {
    text: soundDocuments['site.yaml'].text,
    read: (text) => soundDocuments['site.yaml'].read(text, { file: 'site.yaml' }),
  },
  'desiredstate.yaml': {
    text: soundDocuments['desiredstate.yaml'].text,
    read: (text) => soundDocuments['desiredstate.yaml'].read(text, { file: 'desiredstate.yaml' }),
  },
  'colo.yaml': {
    text: soundDocuments['colo.yaml'].text,
    read: (text) => soundDocuments['colo.yaml'].read(text, { file: 'colo.yaml' }),
  },
};

/** The codes that a part of a document has. What no parser reads is judged without the rest. */
function judge(code: string, { file = 'margo.yaml' }: ErrorExample, snippet: string): readonly string[] {
  const document = documents[file];
  if (document === undefined) throw new Error(`no document for ${file}`);
  const parsed = parseYaml(snippet, { file });
  if (!parsed.ok) return parsed.diagnostics.map((each) => each.code);
  const sound =
    code === 'DESIRED_HOST_TWICE' || code === 'DESIRED_ID_DUPLICATE'
      ? repeatFirst(document.text, snippet)
      : document.text;
  const text = mergeSnippet(fill(code, sound), snippet);
  const result =
    code === 'MARGO_POINTER_BARE' ? readPackage(text, { file, mode: 'strict' }) : document.read(text);
  return (result.ok ? result.warnings : result.diagnostics).map((each) => each.code);
}

/** Examples name only what matters of a second entry: the rest is that of the first. */
function fill(code: string, text: string): string {
  if (code !== 'DESIRED_COMPONENT_DUPLICATE') return text;
  return text.replace(/( {10}- name: web\n {12}properties:\n.*\n)/, '$1$1');
}

function repeatFirst(text: string, snippet: string): string {
  if ((snippet.match(/ {4}- /g)?.length ?? 0) < 2) return text;
  const start = text.indexOf('    - id:');
  const entry = text.slice(start).replace(/ {6}hostParameters:[\s\S]*$/, '');
  const head = text.slice(0, start).concat(entry);
  return head.concat(entry);
}

t.test('every code that a document can have has a reason and an example, and none twice', async (t) => {
  for (const code of Object.keys(errorTable).filter(isErrorCode)) {
    if (!/^(?:DOCUMENT|MARGO|TREE|DESIRED|SITE|POLICY)_/.test(code) || ELSEWHERE.includes(code)) continue;
    const { why, example } = explainCode(code);
    t.match(why, /^\S.*\.$/, `${code} says why`);
    t.ok(example !== undefined && example.wrong !== example.right, `${code} has an example`);
  }
});

for (const code of Object.keys(errorTable).filter(isErrorCode)) {
  const { example } = explainCode(code);
  if (example === undefined || documents[example.file ?? 'margo.yaml'] === undefined) continue;
  t.test(`the example of ${code} is true`, async (t) => {
    t.same(judge(code, example, example.wrong), [code], 'the wrong text has this fault and no other');
    t.same(judge(code, example, example.right), [], 'the right text has none');
  });
}

t.test('most examples are whole enough to be tried', async (t) => {
  const codes = Object.keys(errorTable).filter(isErrorCode);
  const tried = codes.filter((code) => {
    const { example } = explainCode(code);
    return example !== undefined && documents[example.file ?? 'margo.yaml'] !== undefined;
  });

  t.ok(tried.length >= 55, String(tried.length));
});
