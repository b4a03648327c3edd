import t from 'tap';
import { loadPackageContent } from '../../src/validate/load-package-content.ts';
import { MAX_PACKAGE_FILES } from '../../src/validate/package-bounds.ts';
import type { RepoReader } from '../../src/validate/repo-reader.ts';
import { createMemoryRepo, type MemoryEntry } from '../fixtures/memory-repo.ts';

async function listCodes(
  files: Readonly<Record<string, MemoryEntry>>,
  prefix = 'p',
): Promise<readonly string[]> {
  const result = await loadPackageContent(createMemoryRepo(files), prefix);
  return result.ok ? [] : result.diagnostics.map(({ code }) => code);
}

t.test('gives paths below the prefix, sorted by code point, with modes and digests', async (t) => {
  const repo = createMemoryRepo({
    'p/b.yaml': 'b: 1\n',
    'p/\uffee': '',
    'p/😀': '',
    'p/a/run.sh': { mode: '100755', content: 'x' },
    'p2/c': '',
  });

  const result = await loadPackageContent(repo, 'p');

  if (!result.ok) throw new Error('was refused');
  t.same(
    result.value.files.map(({ path, mode, size }) => `${path} ${mode} ${size}`),
    ['a/run.sh 100755 1', 'b.yaml 100644 5', '\uffee 100644 0', '😀 100644 0'],
  );
  t.equal(result.value.files[0]?.sha256, '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881');
  t.equal(result.value.readText('b.yaml'), 'b: 1\n');
  t.equal(result.value.readText('a/run.sh'), undefined);
  t.equal(result.value.readText('../p2/c'), undefined);
});

t.test('gives texts of the known endings that are UTF-8 and small', async (t) => {
  const repo = createMemoryRepo({
    '.env': 'A=1',
    'x/.env': 'A=2',
    'prod.env': 'A=3',
    'a.json': '{}',
    'a.txt': 'no',
    'bad.yaml': new Uint8Array([0x61, 0xff]),
    'replaced.yaml': 'a: \ufffd\n',
    'big.yaml': 'a'.repeat(1024 * 1024 + 1),
  });

  const result = await loadPackageContent(repo, '');

  if (!result.ok) throw new Error('was refused');
  const found = result.value.files
    .map(({ path }) => path)
    .filter((path) => result.value.readText(path) !== undefined);
  t.same(found, ['.env', 'a.json', 'prod.env', 'replaced.yaml', 'x/.env']);
});

const refused: readonly (readonly [string, Readonly<Record<string, MemoryEntry>>, readonly string[]])[] = [
  ['nothing', { 'q/a': '' }, ['TREE_PACKAGE_MISSING']],
  ['a link', { 'p/a': { mode: '120000' } }, ['TREE_MODE_REFUSED']],
  ['a submodule', { 'p/a': { mode: '160000' } }, ['TREE_MODE_REFUSED']],
  ['a setuid file', { 'p/a': { mode: '104755' } }, ['TREE_MODE_REFUSED']],
  ['a group-writable file', { 'p/a': { mode: '100664' } }, ['TREE_MODE_REFUSED']],
  ['a pipe', { 'p/a': { mode: '010644' } }, ['TREE_MODE_REFUSED']],
  ['..', { 'p/a/../../b': '' }, ['TREE_PATH_REFUSED']],
  ['an empty part', { 'p/a//b': '' }, ['TREE_PATH_REFUSED']],
  ['.git', { 'p/.GIT/config': '' }, ['TREE_PATH_REFUSED']],
  ['a newline', { 'p/a\nb': '' }, ['TREE_PATH_REFUSED']],
  ['a terminal sequence', { 'p/a\u001b[2J': '' }, ['TREE_PATH_REFUSED']],
  ['a text that runs backwards', { 'p/a\u202egpj.sh': '' }, ['TREE_PATH_REFUSED']],
  ['a backslash', { 'p/a\\b': '' }, ['TREE_PATH_REFUSED']],
  ['an endless name', { [`p/${'a'.repeat(256)}`]: '' }, ['TREE_PATH_REFUSED']],
  ['an endless path', { [`p/${'a/'.repeat(600)}b`]: '' }, ['TREE_PATH_REFUSED']],
  ['names that differ in case', { 'p/README': '', 'p/readme': '' }, ['TREE_PATH_COLLISION']],
  ['folders that differ in case', { 'p/A/x': '', 'p/a/y': '' }, ['TREE_PATH_COLLISION']],
  ['names that differ in their form', { 'p/\u00e9': '', 'p/e\u0301': '' }, ['TREE_PATH_COLLISION']],
  [
    'too many files',
    Object.fromEntries(Array.from({ length: MAX_PACKAGE_FILES + 1 }, (_, index) => [`p/${index}`, ''])),
    ['TREE_PACKAGE_TOO_LARGE'],
  ],
];
for (const [name, files, codes] of refused) {
  t.test(`refuses ${name}`, async (t) => {
    t.same(await listCodes(files), codes);
  });
}

t.test('does not read a package that says it is too large, and stops at one that lied', async (t) => {
  const reads: string[] = [];
  const half = new Uint8Array(33 * 1024 * 1024);
  function makeReader(size: number | undefined): RepoReader {
    return {
      list: async () =>
        ['a', 'b', 'c'].map((path) => ({ path, mode: '100644', ...(size === undefined ? {} : { size }) })),
      async read(path) {
        reads.push(path);
        return half;
      },
    };
  }

  t.match(await loadPackageContent(makeReader(half.byteLength), ''), {
    ok: false,
    diagnostics: [{ code: 'TREE_PACKAGE_TOO_LARGE' }],
  });
  t.same(reads, []);
  t.match(await loadPackageContent(makeReader(undefined), ''), {
    ok: false,
    diagnostics: [{ code: 'TREE_PACKAGE_TOO_LARGE' }],
  });
  t.same(reads, ['a', 'b']);
});

t.test('a file that goes away while it is read is a fault', async (t) => {
  const repo = createMemoryRepo({ 'p/a': '' });

  t.match(await loadPackageContent({ ...repo, read: async () => undefined }, 'p'), {
    ok: false,
    diagnostics: [{ code: 'TREE_DOCUMENT_MISSING', file: 'p/a' }],
  });
});
