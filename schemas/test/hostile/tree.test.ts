import t from 'tap';
import { checkEntries } from '../../src/validate/check-entries.ts';
import { MAX_PATH_PARTS } from '../../src/validate/check-path.ts';
import type { RepoEntry, RepoReader } from '../../src/validate/repo-reader.ts';
import { validateInfraTree } from '../../src/validate/validate-infra-tree.ts';
import { validateRegistryTree } from '../../src/validate/validate-registry-tree.ts';

const file = (path: string): RepoEntry => ({ path, mode: '100644' });

// Fault 20
const refused: readonly (readonly [string, readonly RepoEntry[], string])[] = [
  ['a link', [{ path: 'a', mode: '120000' }], 'TREE_MODE_REFUSED'],
  ['a submodule', [{ path: 'a', mode: '160000' }], 'TREE_MODE_REFUSED'],
  ['a setuid bit', [{ path: 'a', mode: '104755' }], 'TREE_MODE_REFUSED'],
  ['a mode that others may write', [{ path: 'a', mode: '100664' }], 'TREE_MODE_REFUSED'],
  ['..', [file('a/../b')], 'TREE_PATH_REFUSED'],
  ['.', [file('a/./b')], 'TREE_PATH_REFUSED'],
  ['an absolute path', [file('/etc/passwd')], 'TREE_PATH_REFUSED'],
  ['a path of Windows', [file('a\\..\\b')], 'TREE_PATH_REFUSED'],
  ['.git', [file('a/.GIT/config')], 'TREE_PATH_REFUSED'],
  ['a new line', [file('a\nb')], 'TREE_PATH_REFUSED'],
  ['a control character', [file('a\u001b[2Jb')], 'TREE_PATH_REFUSED'],
  ['a name that runs backwards', [file('a\u202eb')], 'TREE_PATH_REFUSED'],
  ['a name that is no UTF-8', [file('a\ufffdb')], 'TREE_PATH_REFUSED'],
  ['an endless name', [file('a'.repeat(300))], 'TREE_PATH_REFUSED'],
  ['an endless path', [file('a/'.repeat(5000).concat('b'))], 'TREE_PATH_REFUSED'],
  ['too many parts', [file('a/'.repeat(MAX_PATH_PARTS).concat('b'))], 'TREE_PATH_REFUSED'],
  ['names that differ in case', [file('A'), file('a')], 'TREE_PATH_COLLISION'],
  ['folders that differ in case', [file('A/x'), file('a/y')], 'TREE_PATH_COLLISION'],
  ['names that differ in form', [file('\u00e9'), file('e\u0301')], 'TREE_PATH_COLLISION'],
  ['a name twice', [file('a'), file('a')], 'TREE_PATH_COLLISION'],
  ['a file that is a folder', [file('a'), file('a/b')], 'TREE_PATH_COLLISION'],
];
for (const [name, entries, code] of refused) {
  t.test(`a tree with ${name} is refused`, async (t) => {
    const found = checkEntries(entries);

    t.equal(found.length, 1);
    t.match(found, [{ code, line: 1, column: 1, severity: 'error' }]);
    t.notMatch(JSON.stringify(found), /\\u[0-9a-f]{4}|\u202e|\\n/u, 'shown safely');
  });
}

t.test('thousands of files and packages are looked at in bounded work', async (t) => {
  const deep = Array.from({ length: 5000 }, (_, index) => file(`sites/${'d/'.repeat(500)}${index}`));
  const packages = Array.from({ length: 3000 }, (_, index) => file(`apps/p${index}/margo.yaml`));
  const reader: RepoReader = {
    list: async (prefix) => {
      const all = [...deep, ...packages];
      return prefix === '' ? all : all.filter(({ path }) => path.startsWith(`${prefix}/`));
    },
    read: async () => new Uint8Array([0xff, 0xfe]),
  };

  const infra = await validateInfraTree(reader);
  const registry = await validateRegistryTree(reader);

  t.equal(infra.filter(({ code }) => code === 'TREE_PATH_REFUSED').length > 0, true);
  t.equal(registry.diagnostics.length >= 3000, true);
});

t.test('a document that is known to be too large is not read', async (t) => {
  const reads: string[] = [];
  const reader: RepoReader = {
    list: async () => [{ path: 'colo.yaml', mode: '100644', size: 100 * 1024 * 1024 }],
    size: async () => 100 * 1024 * 1024,
    async read(path) {
      reads.push(path);
      return undefined;
    },
  };

  t.match(await validateInfraTree(reader), [
    { code: 'DOCUMENT_TOO_LARGE', file: 'colo.yaml', line: 1, column: 1 },
  ]);
  t.same(reads, []);
});
