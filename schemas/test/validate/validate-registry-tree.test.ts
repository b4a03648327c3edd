import t from 'tap';
import { validateRegistryTree } from '../../src/validate/validate-registry-tree.ts';
import { digest, packageFiles, placePackage, type Tree } from '../fixtures/infra-tree.ts';
import { createMemoryRepo } from '../fixtures/memory-repo.ts';

async function listCodes(tree: Tree, only?: readonly string[]): Promise<readonly string[]> {
  const { diagnostics } = await validateRegistryTree(
    createMemoryRepo(tree),
    only === undefined ? {} : { only },
  );
  return diagnostics.map(({ code, file }) => `${code} ${file}`);
}

const sound = placePackage('apps/hello');
const other = placePackage('apps/team/other', {
  ...packageFiles,
  'margo.yaml': (packageFiles['margo.yaml'] ?? '').replace('id: hello-world', 'id: other'),
});

t.test('gives every sound package with its path and digest', async (t) => {
  const { diagnostics, packages } = await validateRegistryTree(
    createMemoryRepo({ ...sound, ...other, 'README.md': 'x' }),
  );

  t.same(diagnostics, []);
  t.same(
    packages.map(({ path, package: { id } }) => `${path} ${id}`),
    ['apps/hello hello-world', 'apps/team/other other'],
  );
  t.equal(packages[0]?.digest, digest);
});

const cases: readonly (readonly [string, Tree, readonly (string | RegExp)[]])[] = [
  [
    'two homes of one id',
    { ...sound, ...placePackage('apps/copy') },
    ['TREE_PACKAGE_DUPLICATE apps/hello/margo.yaml'],
  ],
  [
    'a package within a package',
    { ...sound, ...placePackage('apps/hello/inner') },
    ['TREE_PACKAGE_NESTED apps/hello/inner/margo.yaml'],
  ],
  ['a link', { ...sound, 'apps/hello/x': { mode: '120000' } }, ['TREE_MODE_REFUSED apps/hello/x']],
  [
    'a broken description',
    { ...sound, 'apps/hello/margo.yaml': 'a: [' },
    ['DOCUMENT_SYNTAX apps/hello/margo.yaml'],
  ],
];
for (const [name, tree, expected] of cases) {
  t.test(`finds ${name}, once`, async (t) => {
    t.same(await listCodes(tree), expected);
  });
}

t.test('a faulty package is not among the packages', async (t) => {
  const { packages } = await validateRegistryTree(
    createMemoryRepo({ ...sound, ...other, 'apps/hello/x': { mode: '120000' } }),
  );

  t.same(
    packages.map(({ path }) => path),
    ['apps/team/other'],
  );
});

t.test('with changed paths, speaks of the packages that they lie in', async (t) => {
  const tree = { ...sound, ...other, 'apps/hello/x': { mode: '120000' } };

  t.same(await listCodes(tree, ['apps/team/other/margo.yaml']), []);
  t.same(await listCodes(tree, ['apps/hello/margo.yaml']), ['TREE_MODE_REFUSED apps/hello/x']);
  const { packages } = await validateRegistryTree(createMemoryRepo(tree), {
    only: ['apps/team/other/README.md'],
  });
  t.same(
    packages.map(({ path }) => path),
    ['apps/team/other'],
  );
});
