import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { validateInfraTree } from '@colo/schemas/validate/infra';
import { validateRegistryTree } from '@colo/schemas/validate/registry';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { createObjectReader } from '../../src/git/object-reader.ts';
import { createCommitReader } from '../../src/git/read-commits.ts';
import { createTreeOpener } from '../../src/git/tree-reader.ts';
import { createTreeStore } from '../../src/git/tree-store.ts';

// Dozens of repositories, one of them with a file of 100 MB: slow machines need their time.
t.setTimeout(900_000);

/** A line of a tree: mode, id, name. */
type Line = readonly [mode: string, id: string, name: string | Uint8Array];

/** A repository whose trees are written object by object, which no working tree could hold. */
async function setUp(t: Test) {
  const gitDir = join(t.testdir({}), 'repo.git');
  await execa('git', ['init', '-q', '--bare', gitDir]);
  /** Writes an object as git stores it: no check stands in the way, and no process is needed. */
  async function write(type: string, content: string | Uint8Array): Promise<string> {
    const data = Buffer.from(content);
    const bytes = Buffer.concat([Buffer.from(`${type} ${data.length}\0`), data]);
    const id = createHash('sha1').update(bytes).digest('hex');
    await mkdir(join(gitDir, 'objects', id.slice(0, 2)), { recursive: true });
    await writeFile(join(gitDir, 'objects', id.slice(0, 2), id.slice(2)), deflateSync(bytes, { level: 1 }));
    return id;
  }
  const objects = createObjectReader(gitDir);
  t.teardown(objects.close);
  const open = createTreeOpener(objects, createTreeStore(objects, createCommitReader(objects)));
  return {
    writeBlob: (content: string | Uint8Array) => write('blob', content),
    async writeTree(lines: readonly Line[]): Promise<string> {
      const parts = lines.flatMap(([mode, id, name]) => [
        Buffer.from(`${mode} `),
        Buffer.from(name),
        Buffer.from([0]),
        Buffer.from(id, 'hex'),
      ]);
      return write('tree', Buffer.concat(parts));
    },
    async list(tree: string) {
      const reader = open(tree);
      try {
        return await reader.list('');
      } finally {
        await reader.close();
      }
    },
    async validate(tree: string) {
      const reader = open(tree);
      try {
        return {
          infra: await validateInfraTree(reader),
          registry: (await validateRegistryTree(reader)).diagnostics,
        };
      } finally {
        await reader.close();
      }
    },
  };
}

type Rig = Awaited<ReturnType<typeof setUp>>;

/** Validates the same lines below `sites/`, as a package of the infra repo, and as one of the registry. */
async function validateLines(rig: Rig, lines: readonly Line[]) {
  const folder = await rig.writeTree(lines);
  const version = await rig.writeTree([['40000', folder, 'a'.repeat(64)]]);
  const packages = await rig.writeTree([['40000', version, 'hello']]);
  const apps = await rig.writeTree([['40000', folder, 'hello']]);
  const sites = await rig.writeTree([['40000', folder, 'berlin']]);
  return rig.validate(
    await rig.writeTree([
      ['40000', apps, 'apps'],
      ['40000', packages, 'packages'],
      ['40000', sites, 'sites'],
    ]),
  );
}

// Fault 20
t.test('a tree with an entry that is no plain file is refused', async (t) => {
  const cases: readonly (readonly [string, (rig: Rig, blob: string) => Promise<readonly Line[]>, string])[] =
    [
      ['a link', async (_, blob) => [['120000', blob, 'x']], 'TREE_MODE_REFUSED'],
      ['a submodule', async () => [['160000', 'a'.repeat(40), 'x']], 'TREE_MODE_REFUSED'],
      [
        '..',
        async (rig, blob) => [['40000', await rig.writeTree([['100644', blob, 'x']]), '..']],
        'TREE_PATH_REFUSED',
      ],
      ['an absolute path', async (_, blob) => [['100644', blob, '/etc/x']], 'TREE_PATH_REFUSED'],
      ['.git', async (_, blob) => [['100644', blob, '.git']], 'TREE_PATH_REFUSED'],
      ['a new line', async (_, blob) => [['100644', blob, 'a\nb']], 'TREE_PATH_REFUSED'],
      ['a name that runs backwards', async (_, blob) => [['100644', blob, 'a\u202eb']], 'TREE_PATH_REFUSED'],
      ['no UTF-8', async (_, blob) => [['100644', blob, Uint8Array.of(0x61, 0xff)]], 'TREE_PATH_REFUSED'],
      [
        'a collision',
        async (_, blob) => [
          ['100644', blob, 'A'],
          ['100644', blob, 'a'],
        ],
        'TREE_PATH_COLLISION',
      ],
      [
        'a name twice',
        async (_, blob) => [
          ['100644', blob, 'a'],
          ['100644', blob, 'a'],
        ],
        'TREE_PATH_COLLISION',
      ],
    ];
  const rig = await setUp(t);
  for (const [name, lines, code] of cases) {
    await t.test(name, async (t) => {
      const { infra, registry } = await validateLines(rig, await lines(rig, await rig.writeBlob('x')));

      const isFound =
        (file: string) => (each: { code: string; file: string; line: number; column: number }) =>
          each.code === code && each.file.startsWith(file) && each.line === 1 && each.column === 1;
      t.ok(infra.some(isFound('sites/')), 'a site');
      t.ok(infra.some(isFound('packages/')), 'a package of the infra repo');
      t.ok(registry.some(isFound('apps/')), 'a package of the registry');
    });
  }
});

// Fault 20
t.test('a setuid bit does not come through Git', async (t) => {
  const rig = await setUp(t);
  const tree = await rig.writeTree([['104755', await rig.writeBlob('x'), 'x']]);

  t.match(await rig.list(tree), [{ path: 'x', mode: '100755' }]);
});

// Fault 20
t.test('the second version of a package is judged like the first', async (t) => {
  const rig = await setUp(t);
  const blob = await rig.writeBlob('x');
  const sound = await rig.writeTree([['100644', blob, 'x']]);
  const faulty = await rig.writeTree([
    ['120000', blob, 'x'],
    ['40000', sound, '..'],
  ]);
  const versions = await rig.writeTree([
    ['40000', sound, 'a'.repeat(64)],
    ['40000', faulty, 'b'.repeat(64)],
  ]);
  const packages = await rig.writeTree([['40000', versions, 'hello']]);

  const { infra } = await rig.validate(await rig.writeTree([['40000', packages, 'packages']]));

  const codes = infra.filter(({ file }) => file.includes('b'.repeat(64))).map(({ code }) => code);
  t.ok(codes.includes('TREE_MODE_REFUSED'));
  t.ok(codes.includes('TREE_PATH_REFUSED'));
});

t.test('huge files and trees that multiply do not stop CO', async (t) => {
  await t.test('100 MB', async (t) => {
    const rig = await setUp(t);
    const blob = await rig.writeBlob(new Uint8Array(100 * 1024 * 1024));

    const { infra, registry } = await validateLines(rig, [
      ['100644', blob, 'desiredstate.yaml'],
      ['100644', blob, 'margo.yaml'],
      ['100644', blob, 'site.yaml'],
    ]);

    t.match(
      infra.map(({ code, file }) => `${code} ${file}`).filter((line) => line.includes('sites/')),
      ['DOCUMENT_TOO_LARGE sites/berlin/desiredstate.yaml', 'DOCUMENT_TOO_LARGE sites/berlin/site.yaml'],
    );
    t.ok(infra.some(({ code, line }) => code === 'TREE_PACKAGE_TOO_LARGE' && line === 1));
    t.ok(registry.some(({ code, line }) => code === 'TREE_PACKAGE_TOO_LARGE' && line === 1));
  });
  await t.test('trees that multiply', async (t) => {
    const rig = await setUp(t);
    let tree = await rig.writeTree([['100644', await rig.writeBlob('x'), 'x']]);
    for (let level = 0; level < 9; level += 1) {
      const below = tree;
      tree = await rig.writeTree([...'abcdefghij'].map((name): Line => ['40000', below, name]));
    }

    await t.rejects(rig.validate(tree), { name: 'ColoError' });
  });
});
