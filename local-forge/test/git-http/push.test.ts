import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { call, dig, digText } from '../support/call.ts';
import { git, withToken } from '../support/git.ts';
import { pushFiles, startTestForge } from '../support/start-test-forge.ts';

t.test('a push from outside moves the bare repository and sends one webhook per ref', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.receiver.received.length = 0;

  const sha = await pushFiles(test, 'feature', { 'a.txt': 'a\n', 'b.txt': 'b\n' });
  await git(test.clone, 'tag', 'v1');
  await git(test.clone, 'push', '-q', 'origin', 'v1', 'HEAD:refs/heads/other');
  await test.forge.idle();

  t.equal(await git(test.repository.path, 'rev-parse', 'refs/heads/feature'), sha);
  const pushes = test.receiver.received.filter(({ event }) => event === 'push').map(({ payload }) => payload);
  t.same(pushes.map((push) => push['ref']).sort(), [
    'refs/heads/feature',
    'refs/heads/other',
    'refs/tags/v1',
  ]);
  const first = pushes.find((push) => push['ref'] === 'refs/heads/feature');
  t.equal(dig(first, 'after'), sha);
  t.equal(dig(first, 'created'), true);
  t.same(dig(first, 'head_commit', 'added'), ['a.txt', 'b.txt']);
  t.equal(dig(first, 'sender', 'login'), 'ada');
  t.equal(dig(first, 'installation', 'id'), test.installationId);
});

t.test('a clone with a filter fetches no blobs until they are needed', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const target = join(test.folder, 'partial');

  await git(
    test.folder,
    'clone',
    '-q',
    '--bare',
    '--filter=blob:none',
    withToken(test.repository.cloneUrl, test.token),
    target,
  );

  const missing = await git(target, 'rev-list', '--objects', '--missing=print', 'main');
  t.match(missing, /^\?/m);
  t.equal(await git(target, 'show', 'main:README.md'), '# infra');
});

t.test('who may fetch and push', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.forge.createUser('eve', { token: 'eves-token' });
  const readOnly = test.forge.addToken('ada', { permissions: { contents: 'read' } });
  const url = test.repository.cloneUrl;

  await t.rejects(git(test.folder, 'ls-remote', url), 'a private repository needs a token');
  await t.rejects(git(test.folder, 'ls-remote', withToken(url, 'eves-token')), 'a stranger sees nothing');
  await t.resolves(git(test.folder, 'ls-remote', withToken(url, readOnly)));
  await t.rejects(
    git(test.clone, 'push', withToken(url, readOnly), 'HEAD:refs/heads/x'),
    /403/,
    'a token with contents:read cannot push',
  );
  await t.resolves(git(test.folder, 'ls-remote', withToken(url, await test.appToken())));
  t.equal(await git(test.repository.path, 'for-each-ref', 'refs/heads/x'), '');
});

t.test('a public repository is read without a token and written with one only', async (t) => {
  const test = await startTestForge({ private: false });
  t.teardown(test.close);

  t.match(await git(test.folder, 'ls-remote', test.repository.cloneUrl), /refs\/heads\/main/);
  await t.rejects(git(test.clone, 'push', test.repository.cloneUrl, 'HEAD:refs/heads/x'));
});

t.test('refs/pull belongs to the forge', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);

  await t.rejects(git(test.clone, 'push', 'origin', 'HEAD:refs/pull/1/head'), /hidden ref/);
});

t.test('a push too large for one buffer comes in chunks and arrives whole', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const big = Array.from({ length: 60_000 }, (_, line) => `${line} ${Math.sin(line)}`).join('\n');
  await git(test.clone, 'config', 'http.postBuffer', '65536');

  const sha = await pushFiles(test, 'big', { 'big.txt': big });
  const file = await call(test.forge.url, 'GET', '/repos/acme/infra/contents/big.txt?ref=big', {
    token: test.token,
    headers: { accept: 'application/vnd.github.raw' },
  });

  t.equal(file.text, big);
  const branch = await call(test.forge.url, 'GET', '/repos/acme/infra/branches/big', { token: test.token });
  t.equal(digText(branch.body, 'commit', 'sha'), sha);
});

t.test('a request may be compressed, and may ask for protocol version 2', async (t) => {
  const test = await startTestForge({ private: false });
  t.teardown(test.close);
  const lines = ['command=ls-refs\n', 'object-format=sha1'];
  const packet = (line: string): string => (line.length + 4).toString(16).padStart(4, '0') + line;
  const body = gzipSync(`${lines.map(packet).join('')}0001${packet('ref-prefix refs/heads/')}0000`);

  const response = await fetch(`${test.repository.cloneUrl}/git-upload-pack`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-git-upload-pack-request',
      'content-encoding': 'gzip',
      'git-protocol': 'version=2',
    },
    body,
  });

  t.equal(response.status, 200);
  t.match(await response.text(), /refs\/heads\/main/);
});

t.test('the greeting of protocol version 2 is the very one of git http-backend', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const url = `${test.forge.url}/${test.repository.fullName}.git/info/refs?service=git-upload-pack`;
  const authorization = `Basic ${Buffer.from(`x:${test.token}`).toString('base64')}`;
  const ask = async (protocol: string) => {
    const response = await fetch(url, { headers: { authorization, 'git-protocol': protocol } });
    const kind = ['content-type', 'cache-control', 'expires', 'pragma'].map((name) =>
      response.headers.get(name),
    );
    return { status: response.status, kind, text: await response.text() };
  };

  const short = await ask('version=2');
  // The same for git, but other words: it goes the long way.
  const long = await ask('version=2:x=y');

  t.same(short, long);
  t.same(await ask('version=2'), short, 'once more');
});

t.test('the refs that are listed by protocol version 2 are the very ones of git http-backend', async (t) => {
  const test = await startTestForge({ private: false });
  t.teardown(test.close);
  await pushFiles(test, 'feature', { 'a.txt': 'a\n' });
  await git(test.clone, 'tag', '-a', '-m', 'annotated', 'v1');
  await git(test.clone, 'tag', 'v2');
  await git(test.clone, 'push', '-q', 'origin', 'v1', 'v2', 'HEAD:refs/heads/other');
  const packet = (line: string): string => (line.length + 4).toString(16).padStart(4, '0') + line;
  const ask = async (words: readonly string[], protocol: string) => {
    const response = await fetch(`${test.repository.cloneUrl}/git-upload-pack`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-git-upload-pack-request', 'git-protocol': protocol },
      body: `${packet('command=ls-refs\n')}${packet('object-format=sha1')}0001${words.map(packet).join('')}0000`,
    });
    const kind = ['content-type', 'cache-control'].map((name) => response.headers.get(name));
    return { status: response.status, kind, text: await response.text() };
  };

  const compare = async (state: string) => {
    for (const words of [
      [],
      ['peel\n', 'symrefs\n'],
      ['ref-prefix refs/heads/\n', 'ref-prefix refs/tags/\n'],
      ['peel', 'symrefs', 'unborn', 'ref-prefix HEAD', 'ref-prefix refs/tags/v'],
      ['ref-prefix refs/nothing/'],
    ]) {
      const short = await ask(words, 'version=2');
      t.match(short, { status: 200 });
      // The same for git, but other words: it goes the long way.
      t.same(short, await ask(words, 'version=2:x=y'), `${state}: ${words.join(' ')}`);
    }
  };
  await compare('loose');
  await git(test.repository.path, 'pack-refs', '--all');
  await compare('packed');
  await pushFiles(test, 'feature', { 'a.txt': 'b\n' });
  await git(test.clone, 'push', '-q', 'origin', ':refs/heads/other');
  await compare('mixed');
});

t.test('files that are committed on the spot are as if they had been pushed', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const files = { 'a/b.txt': 'ä\n', 'c.txt': 'c\n' };
  await pushFiles(test, 'pushed', { 'c.txt': 'c\n' });
  await git(test.clone, 'push', '-q', 'origin', 'HEAD:refs/heads/next');
  await test.forge.idle();
  test.receiver.received.length = 0;

  const author = { name: 'Ada', email: 'ada@example.org', date: '2026-01-01T00:00:00Z' };
  const options = { repository: 'acme/infra', login: 'ada', author } as const;
  const first = await test.forge.commitFiles({ ...options, branch: 'made', message: 'Make it', files });
  const gone = { 'c.txt': undefined, a: undefined, nothing: undefined, 'd/e/f': 'f' };
  const second = await test.forge.commitFiles({ ...options, branch: 'made', message: 'Undo', files: gone });
  const onMain = await test.forge.commitFiles({ ...options, message: 'Empty', files: {} });
  await test.forge.idle();

  const { path } = test.repository;
  const show = (commit: string) => git(path, 'log', '-1', '--format=%an %ae %cd %s', '--date=unix', commit);
  t.equal(await show(first), 'Ada ada@example.org 1767225600 Make it');
  t.equal(await git(path, 'show', `${first}:a/b.txt`), 'ä');
  t.equal(await git(path, 'rev-parse', `${second}^`), first);
  t.equal(await git(path, 'ls-tree', '-r', '--name-only', 'made'), 'README.md\nd/e/f');
  t.equal(await git(path, 'rev-parse', 'main^{tree}'), await git(path, 'rev-parse', 'main^^{tree}'));
  t.equal(await git(path, 'fsck', '--strict', '--no-dangling'), '');
  const pushes = test.receiver.received.map(({ payload }) => payload);
  t.match(pushes, [
    { ref: 'refs/heads/made', after: first, created: true, sender: { login: 'ada' } },
    { ref: 'refs/heads/made', before: first, after: second, created: false },
    { ref: 'refs/heads/main', after: onMain },
  ]);
  t.match(dig(pushes[0], 'head_commit'), { added: ['a/b.txt', 'c.txt'], removed: [], modified: [] });
  t.match(dig(pushes[1], 'head_commit'), { added: ['d/e/f'], removed: ['a/b.txt', 'c.txt'] });
});
