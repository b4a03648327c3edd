import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type RepoReader, walkTree } from '@colo/schemas/tree';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { listStagedChanges } from '../../../src/cli/git/list-changes.ts';
import { withBlobReader } from '../../../src/cli/git/open-blob-reader.ts';
import type { GitContext } from '../../../src/cli/git/run-git.ts';
import { createCommitReader } from '../../../src/cli/reader/commit-reader.ts';
import { createIndexReader } from '../../../src/cli/reader/index-reader.ts';
import type { Files } from '../../support/packages.ts';
import { git } from '../support/run-git.ts';
import { writeFiles } from '../support/write-files.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** Bytes that are alive. */
function measureHeap(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Names that Git sorts in its own way, and folders beside files whose names begin like theirs. */
const files: Files = {
  a: 'file a',
  'a.b': 'a.b',
  'a-b/x': 'a-b/x',
  'ab/y/z': 'deep',
  'ab.txt': 'ab.txt',
  'ab-/x': 'x',
  ab0: 'ab0',
  'Ä/ü': 'umlauts',
  ' spaces ': 'spaces',
  'sites/berlin/site.yaml': 'site',
  'sites/berlin.txt': 'txt',
  'sites/berlin-2/site.yaml': 'site 2',
};

interface Repository {
  readonly context: GitContext;
  readonly folder: string;
}

async function openRepository(t: Test, ...options: readonly string[]): Promise<Repository> {
  const folder = t.testdir();
  await git(folder, 'init', '--quiet', '--initial-branch=main', ...options);
  const environment = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1' };
  return { folder, context: { folder, environment, signal: new AbortController().signal } };
}

async function commitAll(folder: string): Promise<string> {
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '-m', 'x');
  return (await git(folder, 'rev-parse', 'HEAD')).trim();
}

async function readAll(reader: RepoReader, paths: readonly string[]): Promise<Files> {
  const entries: [string, string][] = [];
  for (const path of paths) {
    const bytes = await reader.read(path);
    if (bytes === undefined) continue;
    entries.push([path, Buffer.from(bytes).toString()]);
  }
  return Object.fromEntries(entries);
}

async function walkPaths(reader: RepoReader, prefix: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const { path } of walkTree(reader, prefix)) paths.push(path);
  return paths;
}

for (const format of ['sha1', 'sha256']) {
  t.test(`a commit is read by its folders, in a repository of ${format}`, async (t) => {
    const { folder, context } = await openRepository(t, `--object-format=${format}`);
    await writeFiles(folder, files);
    await symlink('/etc/passwd', join(folder, 'link'));
    await symlink('sites', join(folder, 'shortcut'));
    const commit = await commitAll(folder);
    const listed = (await git(folder, 'ls-tree', '-r', '-z', '--name-only', commit)).split('\0').slice(0, -1);

    await withBlobReader(context, async (blobs) => {
      const reader = createCommitReader(context, commit, blobs);

      t.strictSame(await walkPaths(reader, ''), listed);
      t.strictSame(
        (await reader.list('')).map(({ path }) => path),
        listed,
      );
      t.strictSame(await readAll(reader, listed), files, 'every file, and no link');
      for (const path of listed) {
        const folderOf = path.slice(0, Math.max(0, path.lastIndexOf('/')));
        const below = listed.filter((each) => folderOf === '' || each.startsWith(`${folderOf}/`));
        t.strictSame(await walkPaths(reader, folderOf), below, `walk ${folderOf}`);
        t.strictSame(
          (await reader.list(folderOf)).map((each) => each.path),
          below,
          `list ${folderOf}`,
        );
        t.equal(await reader.size?.(path), files[path]?.length, path);
      }
      const nothing = [
        '',
        'b',
        'a/x',
        'ab',
        'sites',
        'sites/',
        'sites/Berlin/site.yaml',
        '../a',
        'shortcut/x',
      ];
      t.strictSame(await readAll(reader, nothing), {});
      t.strictSame((await reader.list('ab.txt')).length, 1, 'a file is itself');
      t.strictSame(await reader.list('nowhere/at/all'), []);
      t.strictSame(await walkPaths(reader, 'nowhere/at/all'), []);
      const inner = createCommitReader(context, commit, blobs, 'sites/');
      t.strictSame(await walkPaths(inner, ''), ['berlin-2/site.yaml', 'berlin.txt', 'berlin/site.yaml']);
      t.strictSame(await readAll(inner, ['berlin/site.yaml', 'a']), { 'berlin/site.yaml': 'site' });
      const none = createCommitReader(context, '0'.repeat(commit.length), blobs);
      await t.rejects(walkPaths(none, ''), { code: 'CLI_GIT_FAILED' }, 'no commit is no empty tree');
    });
  });
}

t.test('the index is read as the next commit will be', async (t) => {
  const { folder, context } = await openRepository(t);
  await writeFiles(folder, files);
  const commit = await commitAll(folder);
  await writeFiles(folder, { 'ab.txt': 'staged', 'sites/new/site.yaml': 'new', a: 'staged, then changed' });
  await git(folder, 'add', '--all');
  await git(folder, 'rm', '--quiet', '--cached', 'sites/berlin/site.yaml');
  await writeFiles(folder, { a: 'only in the work tree', untracked: 'x' });
  const { 'sites/berlin/site.yaml': gone, ...kept } = files;
  const expected = { ...kept, 'ab.txt': 'staged', 'sites/new/site.yaml': 'new', a: 'staged, then changed' };
  const paths = Object.keys({ ...files, ...expected, untracked: '' });

  await withBlobReader(context, async (blobs) => {
    const changes = await listStagedChanges(context, commit);
    t.strictSame(changes.map(({ path, entry }) => `${entry === undefined ? '-' : '+'} ${path}`).sort(), [
      '+ a',
      '+ ab.txt',
      '+ sites/new/site.yaml',
      '- sites/berlin/site.yaml',
    ]);
    const reader = createIndexReader(context, { commit, prefix: '', changes }, blobs);
    t.strictSame(await readAll(reader, paths), expected);
    t.strictSame([...(await walkPaths(reader, ''))].sort(), Object.keys(expected).sort());

    const inner = { ...context, folder: join(folder, 'sites') };
    const innerChanges = await listStagedChanges(inner, commit);
    const part = createIndexReader(inner, { commit, prefix: 'sites/', changes: innerChanges }, blobs);
    t.strictSame(await readAll(part, ['berlin/site.yaml', 'new/site.yaml', 'berlin.txt']), {
      'new/site.yaml': 'new',
      'berlin.txt': 'txt',
    });
    t.strictSame(await walkPaths(part, 'new'), ['new/site.yaml']);
  });
});

t.test('before the first commit everything is staged', async (t) => {
  const { folder, context } = await openRepository(t);
  await writeFiles(folder, files);
  await git(folder, 'add', '--all');

  await withBlobReader(context, async (blobs) => {
    const changes = await listStagedChanges(context, undefined);
    const reader = createIndexReader(context, { commit: undefined, prefix: '', changes }, blobs);
    t.strictSame(await readAll(reader, Object.keys(files)), files);
  });
});

const SITES = 50_000;

/** A commit of many small files, made without writing them to a folder. */
async function commitMany(folder: string): Promise<string> {
  const lines = [
    'blob\nmark :1\ndata 1\nx\n',
    'commit refs/heads/main\ncommitter A <a@example.com> 0 +0000\ndata 1\nx\n',
  ];
  for (let site = 0; site < SITES; site += 1) {
    const path = `sites/area-${String(site % 200).padStart(3, '0')}/site-${String(site).padStart(6, '0')}`;
    lines.push(`M 100644 :1 ${path}/desiredstate.yaml\nM 100644 :1 ${path}/site.yaml\n`);
  }
  await execa('git', ['fast-import', '--quiet'], { cwd: folder, input: lines.join('') });
  return (await git(folder, 'rev-parse', 'main')).trim();
}

/** Walks a tree, reads some of its files on the way, and says how much more is alive at its end than before. */
async function measureWalk(reader: RepoReader): Promise<{ readonly files: number; readonly bytes: number }> {
  let count = 0;
  const before = measureHeap();
  for await (const { path } of walkTree(reader, '')) {
    if (count % 1000 < 2 && (await reader.read(path)) === undefined) throw new Error(path);
    count += 1;
    if (count === SITES * 2) return { files: count, bytes: measureHeap() - before };
  }
  return { files: count, bytes: Number.NaN };
}

t.test('of a commit or an index that is walked and read from, nothing stays in memory', async (t) => {
  const { folder, context } = await openRepository(t);
  const commit = await commitMany(folder);
  await git(folder, 'read-tree', commit);

  await withBlobReader(context, async (blobs) => {
    const readers = {
      commit: createCommitReader(context, commit, blobs),
      index: createIndexReader(context, { commit, prefix: '', changes: [] }, blobs),
    };
    for (const [name, reader] of Object.entries(readers)) {
      const { files: walked, bytes } = await measureWalk(reader);
      t.equal(walked, SITES * 2);
      // A listing takes two hundred bytes or more of each.
      t.ok(bytes / walked < 50, `${bytes / walked} bytes stay of each file of the ${name}`);
    }
  });
});
