import { join } from 'node:path';
import { type DesiredState, readDesiredState } from '@colo/schemas/documents/desired-state';
import { packageFolder } from '@colo/schemas/tree';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { GitRepository } from '../../src/git/git-repository.ts';
import { loadPackages } from '../../src/git/load-packages.ts';
import { readSiteTexts } from '../../src/git/read-site-texts.ts';
import { BlobStore } from '../../src/store/blob-store.ts';
import { PackageStore } from '../../src/store/package-store.ts';
import { makeSampleApp } from '../site/sample-app.ts';

const SITE = 'eu/berlin';

// Dozens of repositories, one of them with a file of 100 MB: slow machines need their time.
t.setTimeout(900_000);

/** A line of a tree: mode, id, name. `name` may hold anything but NUL. */
type Line = readonly [mode: string, id: string, name: string | Uint8Array];

/** An infra repo whose trees are written object by object, which no working tree could hold. */
async function setUp(t: Test) {
  const root = t.testdir({});
  const gitDir = join(root, 'origin.git');
  const git = async (args: readonly string[], input?: string | Uint8Array) => {
    const options = input === undefined ? {} : { input };
    return (await execa('git', [`--git-dir=${gitDir}`, ...args], options)).stdout;
  };
  await execa('git', ['init', '-q', '--bare', '-b', 'main', gitDir]);
  await git(['config', 'uploadpack.allowFilter', 'true']);
  await git(['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  const writeBlob = (content: string | Uint8Array) => git(['hash-object', '-w', '--stdin'], content);
  /** `hash-object --literally` writes what `mktree` would refuse. */
  async function writeTree(lines: readonly Line[]): Promise<string> {
    const parts = lines.flatMap(([mode, id, name]) => [
      Buffer.from(`${mode} `),
      Buffer.from(name),
      Buffer.from([0]),
      Buffer.from(id, 'hex'),
    ]);
    return git(['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], Buffer.concat(parts));
  }
  async function commit(tree: string): Promise<string> {
    const id = await git([
      ...['-c', 'user.name=A', '-c', 'user.email=a@b.c', 'commit-tree', '-m', 'x', tree],
    ]);
    await git(['update-ref', 'refs/heads/main', id]);
    return id;
  }
  async function writePath(path: string, [mode, id]: readonly [string, string]): Promise<string> {
    const [first = '', ...rest] = path.split('/');
    if (rest.length === 0) return writeTree([[mode, id, first]]);
    return writeTree([['40000', await writePath(rest.join('/'), [mode, id]), first]]);
  }
  /** LO's copy, with that commit. */
  async function fetch(): Promise<GitRepository> {
    const repository = new GitRepository({
      folder: join(root, 'lo.git'),
      infra: {
        repository: gitDir,
        name: 'a/b',
        branch: 'main',
        eventsBranch: 'colo/events',
        credential: undefined,
        pollMs: 1000,
      },
    });
    await repository.prepare();
    await repository.fetchBranches({ events: false });
    return repository;
  }
  return { root, git, writeBlob, writeTree, writePath, commit, fetch };
}

type Rig = Awaited<ReturnType<typeof setUp>>;

/** A desired state, and what LO says when the folder of its one package is this tree. */
async function load(rig: Rig, tree: string): Promise<unknown> {
  const { deployment } = makeSampleApp(SITE, {
    applicationId: 'a',
    version: '1.0',
    hosts: ['x'],
    marks: '/x',
  });
  const desired: DesiredState = {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'DesiredState',
    metadata: { site: SITE },
    spec: { deployments: [deployment] },
  };
  const folder = packageFolder('a', deployment.source.digest);
  const commit = await rig.commit(await rig.writePath(folder, ['40000', tree]));
  const repository = await rig.fetch();
  const blobs = new BlobStore(join(rig.root, 'blobs'));
  const loading = { repository, blobs, packages: new PackageStore(join(rig.root, 'packages'), blobs) };
  return loadPackages(loading, commit, desired);
}

// Fault 20
t.test('a package with an entry that is no plain file is refused', async (t) => {
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
      const tree = await rig.writeTree(await lines(rig, await rig.writeBlob('x')));

      await t.rejects(load(rig, tree), { code });
    });
  }
});

// Fault 20
t.test('a setuid bit does not come through Git', async (t) => {
  const rig = await setUp(t);
  const tree = await rig.writeTree([['104755', await rig.writeBlob('x'), 'x']]);
  const commit = await rig.commit(await rig.writePath('a', ['40000', tree]));

  t.match(await (await rig.fetch()).listFiles(commit, 'a'), [{ path: 'a/x', mode: '100755' }]);
});

t.test('too many files, trees that multiply and a huge file are refused', async (t) => {
  await t.test('too many files', async (t) => {
    const rig = await setUp(t);
    const blob = await rig.writeBlob('x');
    const lines = Array.from({ length: 6000 }, (_, index): Line => ['100644', blob, String(10_000 + index)]);

    await t.rejects(load(rig, await rig.writeTree(lines)), { code: 'TREE_PACKAGE_TOO_LARGE' });
  });
  await t.test('trees that multiply', async (t) => {
    const rig = await setUp(t);
    let tree = await rig.writeTree([['100644', await rig.writeBlob('x'), 'x']]);
    for (let level = 0; level < 9; level += 1) {
      const below = tree;
      tree = await rig.writeTree([...'abcdefghij'].map((name): Line => ['40000', below, name]));
    }

    await t.rejects(load(rig, tree), { code: 'GIT_LISTING_TOO_LARGE' });
  });
  await t.test('a file of 100 MB', async (t) => {
    const rig = await setUp(t);
    const blob = await rig.writeBlob(new Uint8Array(100 * 1024 * 1024));

    await t.rejects(load(rig, await rig.writeTree([['100644', blob, 'x']])), {
      code: /^(?:GIT_FILE_TOO_LARGE|TREE_PACKAGE_TOO_LARGE)$/,
      place: { file: /\/x$/ },
    });
  });
});

t.test("a site's documents must be plain files of UTF-8, each there once", async (t) => {
  const cases: readonly (readonly [string, readonly (readonly [string, string | Uint8Array])[], string])[] = [
    ['a link', [['120000', '../other']], 'GIT_ENTRY_REFUSED'],
    ['no UTF-8', [['100644', Uint8Array.of(0x61, 0xff)]], 'DOCUMENT_NOT_TEXT'],
    [
      'there twice',
      [
        ['100644', 'a: 1'],
        ['100644', 'a: 2'],
      ],
      'GIT_ENTRY_REFUSED',
    ],
  ];
  const rig = await setUp(t);
  for (const [name, contents, code] of cases) {
    await t.test(name, async (t) => {
      const lines: Line[] = [];
      for (const [mode, content] of contents)
        lines.push([mode, await rig.writeBlob(content), 'desiredstate.yaml']);
      lines.push(['100644', await rig.writeBlob('a: 1'), 'site.yaml']);
      const commit = await rig.commit(
        await rig.writePath(`sites/${SITE}`, ['40000', await rig.writeTree(lines)]),
      );
      const repository = await rig.fetch();
      const ids = await repository.listMissing([commit]);
      await repository.fetchObjects(ids);

      await t.rejects(readSiteTexts(repository, commit, SITE), { code });
    });
  }
});

// Fault 25
t.test('a desired state with a secret in it is refused', async (t) => {
  for (const value of ['{ secretRef: GITHUB_TOKEN }', '{ secretRef: ../../etc/shadow }']) {
    const text = `apiVersion: colo.dev/v1alpha1
kind: DesiredState
metadata: { site: ${SITE} }
spec:
  deployments:
    - parameters: { token: { value: ${value}, targets: [] } }
`;
    const result = readDesiredState(text, { file: 'x', site: SITE });

    if (result.ok) throw new Error('was accepted');
    t.match(
      result.diagnostics.find(({ code }) => code === 'DOCUMENT_SECRET_REF'),
      { line: 6 },
      value,
    );
  }
});
