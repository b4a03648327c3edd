import t from 'tap';
import { call, dig, digText } from '../support/call.ts';
import { git } from '../support/git.ts';
import { pushFiles, startTestForge, type TestForge } from '../support/start-test-forge.ts';

const I = '/repos/acme/infra';

async function post(test: TestForge, path: string, body: unknown, status = 201): Promise<unknown> {
  const reply = await call(test.forge.url, 'POST', `${I}/${path}`, { token: test.token, body });
  if (reply.status !== status) {
    throw new Error(`${path} answered ${reply.status}: ${reply.text}`);
  }
  return reply.body;
}

t.test('trees made by REST are the trees that git makes', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const main = await git(test.repository.path, 'rev-parse', 'main^{tree}');
  const file = (path: string, content: string) => ({ path, mode: '100644', type: 'blob', content });

  const first = await post(test, 'git/trees', {
    base_tree: main,
    tree: [file('a/b/c.txt', 'c\n'), file('a/b.txt', 'b\n'), file('a/b-/x', 'x'), file('ä/é.txt', 'é')],
  });
  const second = await post(test, 'git/trees', {
    base_tree: dig(first, 'sha'),
    tree: [{ path: 'a/b/c.txt', mode: '100644', type: 'blob', sha: null }, file('README.md', 'new\n')],
  });
  const commit = await post(test, 'git/commits', { message: 'Two', tree: dig(second, 'sha'), parents: [] });
  await post(test, 'git/refs', { ref: 'refs/heads/two', sha: dig(commit, 'sha') });

  t.equal(
    await git(test.repository.path, '-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', 'two'),
    'README.md\na/b-/x\na/b.txt\nä/é.txt',
  );
  t.equal(await git(test.repository.path, 'show', 'two:README.md'), 'new');
  t.equal(await git(test.repository.path, 'fsck', '--strict', '--no-dangling'), '');
  t.equal(
    await git(test.repository.path, 'log', '-1', '--format=%an %ae', 'two').then(
      (line) => line.split(' ')[0],
    ),
    'ada',
  );
});

t.test('what git data refuses', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  await test.forge.createRepository({ owner: 'ada', name: 'empty' });
  const main = await git(test.repository.path, 'rev-parse', 'main');
  const side = await pushFiles(test, 'side', { 'side.txt': 's\n' });
  await pushFiles(test, 'other', { 'other.txt': 'o\n' });
  const zeros = '0'.repeat(40);
  const tree = (entry: Record<string, unknown>) => ({
    base_tree: main,
    tree: [{ mode: '100644', type: 'blob', ...entry }],
  });
  const cases = [
    {
      path: '/repos/ada/empty/git/blobs',
      body: { content: 'x' },
      status: 409,
      message: 'Git Repository is empty.',
    },
    {
      path: `${I}/git/trees`,
      body: tree({ path: 'nothing', sha: null }),
      status: 422,
      message: 'GitRPC::BadObjectState',
    },
    {
      path: `${I}/git/trees`,
      body: tree({ path: '../x', content: '' }),
      status: 422,
      message: /malformed path/,
    },
    {
      path: `${I}/git/trees`,
      body: tree({ path: 'a/.git/config', content: '' }),
      status: 422,
      message: /malformed path/,
    },
    {
      path: `${I}/git/trees`,
      body: tree({ path: 'x', sha: zeros }),
      status: 422,
      message: /not a valid blob/,
    },
    {
      path: `${I}/git/trees`,
      body: tree({ path: 'x', mode: '100600', content: '' }),
      status: 422,
      message: /tree.mode/,
    },
    {
      path: `${I}/git/commits`,
      body: { message: 'x', tree: zeros },
      status: 422,
      message: 'Tree SHA does not exist',
    },
    {
      path: `${I}/git/refs`,
      body: { ref: 'refs/heads/side', sha: main },
      status: 422,
      message: 'Reference already exists',
    },
    {
      path: `${I}/git/refs`,
      body: { ref: 'refs/heads/new', sha: zeros },
      status: 422,
      message: 'Object does not exist',
    },
    {
      path: `${I}/git/refs`,
      body: { ref: 'heads/new', sha: main },
      status: 422,
      message: /not a valid ref name/,
    },
    {
      path: `${I}/git/refs`,
      body: { ref: 'refs/heads/a..b', sha: main },
      status: 422,
      message: /not a valid ref name/,
    },
    {
      method: 'PATCH',
      path: `${I}/git/refs/heads/other`,
      body: { sha: side },
      status: 422,
      message: 'Update is not a fast forward',
    },
    {
      method: 'PATCH',
      path: `${I}/git/refs/heads/none`,
      body: { sha: side },
      status: 422,
      message: 'Reference does not exist',
    },
    { method: 'DELETE', path: `${I}/git/refs/heads/main`, status: 422, message: /protected/ },
  ];
  for (const { method = 'POST', path, body, status, message } of cases) {
    const reply = await call(test.forge.url, method, path, { token: test.token, body });

    t.equal(reply.status, status, `${method} ${path} ${JSON.stringify(body)}`);
    t.match(dig(reply.body, 'message'), message);
  }
  const forced = await call(test.forge.url, 'PATCH', `${I}/git/refs/heads/other`, {
    token: test.token,
    body: { sha: side, force: true },
  });
  t.equal(forced.status, 200);
});

t.test('of many writers of one ref exactly one wins', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const main = await git(test.repository.path, 'rev-parse', 'main');
  const tree = await git(test.repository.path, 'rev-parse', 'main^{tree}');
  const commits = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      post(test, 'git/commits', { message: `n ${n}`, tree, parents: [main] }),
    ),
  );

  const replies = await Promise.all(
    commits.map((commit) =>
      call(test.forge.url, 'PATCH', `${I}/git/refs/heads/main`, {
        token: test.token,
        body: { sha: digText(commit, 'sha') },
      }),
    ),
  );

  t.equal(replies.filter(({ status }) => status === 200).length, 1);
  t.equal(replies.filter(({ status }) => status === 422).length, 7);
});

t.test('a file is read as text, as JSON and at a ref', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  await pushFiles(test, 'side', { 'side.txt': 'grüße\n' });
  const raw = { accept: 'application/vnd.github.raw+json' };

  const text = await call(test.forge.url, 'GET', `${I}/contents/side.txt?ref=side`, {
    token: test.token,
    headers: raw,
  });
  const json = await call(test.forge.url, 'GET', `${I}/contents/side.txt?ref=refs/heads/side`, {
    token: test.token,
  });
  const onMain = await call(test.forge.url, 'GET', `${I}/contents/side.txt`, { token: test.token });
  const sha = await call(test.forge.url, 'GET', `${I}/commits/heads/side`, {
    token: test.token,
    headers: { accept: 'application/vnd.github.sha' },
  });

  t.equal(text.text, 'grüße\n');
  t.equal(Buffer.from(digText(json.body, 'content'), 'base64').toString('utf8'), 'grüße\n');
  t.equal(onMain.status, 404);
  t.equal(sha.text, await git(test.repository.path, 'rev-parse', 'side'));
});

t.test('refs are made, moved and taken away whether git has packed them or not', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const { path } = test.repository;
  const [main, tree] = [await git(path, 'rev-parse', 'main'), await git(path, 'rev-parse', 'main^{tree}')];
  const next = digText(await post(test, 'git/commits', { message: 'Next', tree, parents: [main] }), 'sha');
  const send = async (method: string, ref: string, body?: unknown) =>
    (await call(test.forge.url, method, `${I}/git/refs${ref}`, { token: test.token, body })).status;
  const list = () => git(path, 'for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads/w');

  for (const state of ['loose', 'packed']) {
    if (state === 'packed') await git(path, 'pack-refs', '--all');
    t.equal(await send('POST', '', { ref: 'refs/heads/w/one', sha: main }), 201, state);
    t.equal(await send('POST', '', { ref: 'refs/heads/w/one/two', sha: main }), 500, 'a branch is no folder');
    if (state === 'packed') await git(path, 'pack-refs', '--all');
    t.equal(await send('PATCH', '/heads/w/one', { sha: next }), 200);
    t.equal(await list(), `refs/heads/w/one ${next}`);
    t.equal(await send('DELETE', '/heads/w/one'), 204);
    t.equal(await list(), '');
    t.equal(await send('POST', '', { ref: 'refs/heads/w', sha: main }), 201, 'where a folder was');
    t.equal(await list(), `refs/heads/w ${main}`);
    t.equal(await send('DELETE', '/heads/w'), 204);
    t.equal(await git(path, 'fsck', '--strict', '--no-dangling'), '');
  }
});
