import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { openMirror } from '../../src/git/open-mirror.ts';
import { createPushWriter } from '../../src/git/push-commit.ts';
import { gitEnvironment } from '../../src/git/run-git.ts';

const identity = { login: 'co[bot]', email: '1+co[bot]@users.noreply.github.com' };
const person = ['-c', 'user.name=A', '-c', 'user.email=a@b.c'];

/** A bare repository with one commit of odd files, and a mirror of it. */
async function setUp(t: Test) {
  const root = t.testdir({ work: {} });
  const origin = join(root, 'origin.git');
  const work = join(root, 'work');
  const git = async (...args: readonly string[]) =>
    (await execa('git', [...person, ...args], { cwd: work, env: gitEnvironment(), extendEnv: false })).stdout;
  await execa('git', ['init', '--bare', '--quiet', '--initial-branch=main', origin]);
  await git('init', '--quiet', '--initial-branch=main');
  const write = async (files: Readonly<Record<string, string | Uint8Array>>, message: string) => {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(work, path)), { recursive: true });
      await writeFile(join(work, path), content);
    }
    await git('add', '--all');
    await git('commit', '--quiet', '-m', message);
    await git('push', '--quiet', origin, 'HEAD:refs/heads/main');
    return git('rev-parse', 'HEAD');
  };
  await symlink('/etc/passwd', join(work, 'link'));
  const binary = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  const first = await write(
    { 'a "quoted"\tname.txt': 'x', 'ü/é.txt': 'é\n', 'big.bin': binary, empty: '' },
    'one',
  );
  const remote = { url: origin, readToken: async () => 'token' };
  const mirror = await openMirror(join(root, 'mirrors'), 'acme/infra', remote);
  await mirror.store.update();
  return { git, write, first, binary, mirror, remote };
}

t.test('a tree is read as it is: odd names, binary, empty, links as links', async (t) => {
  const { first, binary, mirror } = await setUp(t);
  const tree = mirror.store.openTree(first);
  t.teardown(() => tree.close());

  const entries = await tree.list('');
  t.same(
    entries.map(({ path, mode }) => [path, mode]),
    [
      ['a "quoted"\tname.txt', '100644'],
      ['big.bin', '100644'],
      ['empty', '100644'],
      ['link', '120000'],
      ['ü/é.txt', '100644'],
    ],
  );
  t.same(
    (await tree.list('ü')).map(({ path }) => path),
    ['ü/é.txt'],
  );
  const [big, empty, text, none] = await Promise.all(
    ['big.bin', 'empty', 'ü/é.txt', 'nothing'].map((path) => tree.read(path)),
  );
  t.equal(Buffer.compare(big ?? new Uint8Array(), binary), 0);
  t.equal(empty?.length, 0);
  t.equal(new TextDecoder().decode(text), 'é\n');
  t.equal(none, undefined);
  t.equal(new TextDecoder().decode(await tree.read('link')), '/etc/passwd', 'the link is data, not followed');
});

t.test('history answers who changed what, and where something was last', async (t) => {
  const { first, write, git, mirror } = await setUp(t);
  const second = await write({ 'packages/x/1/f': '1', 'sites/a/desiredstate.yaml': '1' }, 'two');
  await git('rm', '--quiet', '-r', 'packages');
  const third = await write({ 'sites/a/desiredstate.yaml': '2', 'sites/b/desiredstate.yaml': '2' }, 'three');
  const { store } = mirror;
  await store.update();

  t.equal(await store.readBranch('main'), third);
  t.equal(await store.readBranch('--upload-pack=x'), undefined);
  t.equal(await store.findLastCommitWith(third, 'packages/x/1'), second);
  t.equal(await store.findLastCommitWith(third, 'packages/y'), undefined);
  t.same(Object.fromEntries(await store.readHistory(third, 'sites')), {
    'sites/a/desiredstate.yaml': [third, second],
    'sites/b/desiredstate.yaml': [third],
  });
  t.same(await store.listChangedPaths(first, third, ['sites']), [
    'sites/a/desiredstate.yaml',
    'sites/b/desiredstate.yaml',
  ]);
  t.equal(await store.findCommit(second.slice(0, 8)), second);
  t.equal(await store.findCommit('00000000'), undefined);
  t.equal(await store.isAncestor(first, third), true);
  t.equal(await store.isAncestor('0'.repeat(40), third), false);
  t.match(await store.readCommit(third), { parents: [second], authorEmail: 'a@b.c', message: 'three\n' });
});

t.test('merging two trees needs no checkout and names the conflicts', async (t) => {
  const { git, write, first, mirror } = await setUp(t);
  const main = await write({ file: 'main\n' }, 'main');
  await git('checkout', '--quiet', '-b', 'other', first);
  const clean = await write({ more: 'x\n' }, 'clean').catch(() => git('rev-parse', 'HEAD'));
  await writeFile(join(await git('rev-parse', '--show-toplevel'), 'file'), 'other\n');
  await git('add', '--all');
  await git('commit', '--quiet', '-m', 'conflict');
  const conflict = await git('rev-parse', 'HEAD');
  await git('push', '--quiet', mirror.folder, 'HEAD:refs/heads/other');
  await git('push', '--quiet', mirror.folder, `${main}:refs/heads/main2`);

  t.match(await mirror.store.mergeTrees(main, clean), { kind: 'clean', tree: /^[0-9a-f]{40}$/ });
  t.same(await mirror.store.mergeTrees(main, conflict), { kind: 'conflict', paths: ['file'] });
});

t.test('a branch moves only from where it was expected', async (t) => {
  const { first, git, mirror, remote } = await setUp(t);
  const writer = createPushWriter(mirror.folder, remote, identity);
  const content = new TextEncoder().encode('{"odd": "\\u0000"}\n');
  const request = {
    branch: 'colo/deploy/1',
    expected: undefined,
    parent: first,
    changes: [
      { path: 'dir/"x"\n.json', mode: '100755' as const, content },
      { path: 'empty', mode: '100644' as const, content: undefined },
    ],
    message: 'Deploy\n\nColo-Request: {}\n',
  };

  const created = await writer.writeCommit(request);
  const again = await writer.writeCommit({ ...request, message: 'other' });
  const replaced =
    created.kind === 'written'
      ? await writer.writeCommit({ ...request, expected: created.commit, message: 'new' })
      : created;

  t.equal(created.kind, 'written');
  t.same(again, { kind: 'moved' });
  t.equal(replaced.kind, 'written');
  const listed = await git('ls-remote', remote.url, 'refs/heads/colo/deploy/1');
  t.equal(listed.split('\t')[0], replaced.kind === 'written' ? replaced.commit : '');
  await mirror.store.update();
  const tree = mirror.store.openTree(listed.split('\t')[0] ?? '');
  t.teardown(() => tree.close());
  t.equal(Buffer.compare((await tree.read('dir/"x"\n.json')) ?? new Uint8Array(), content), 0);
  t.equal(await tree.read('empty'), undefined);
});

t.test('a repository name cannot leave the folder of mirrors', async (t) => {
  const root = t.testdir({});
  const remote = { url: 'x', readToken: async () => '' };

  for (const name of ['../evil', 'a/..', 'a/b/c', '-x/y', 'a/b\n']) {
    await t.rejects(openMirror(root, name, remote), { code: 'GITHUB_NOT_FOUND' }, JSON.stringify(name));
  }
});

t.test('a mirror that is gone is not found further up', async (t) => {
  const { git, first, mirror } = await setUp(t);
  await git('init', '--quiet', mirror.folder.slice(0, mirror.folder.lastIndexOf('/')));
  await rm(join(mirror.folder, 'HEAD'));

  await t.rejects(mirror.store.findCommit(first.slice(0, 10)), {
    code: 'CO_GIT_FAILED',
    message: /not a git repository/,
  });
});
