import { generateKeyPairSync } from 'node:crypto';
import t from 'tap';
import { makeAppToken } from '../support/app-token.ts';
import { call, dig, digText } from '../support/call.ts';
import { startTestForge, type TestForge } from '../support/start-test-forge.ts';

const I = '/repos/acme/infra';

t.test('the token of an app is really verified', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const now = Math.floor(Date.now() / 1000);
  const { privateKey } = test.app;
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const strangersKey = stranger.export({ type: 'pkcs8', format: 'pem' }).toString();
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${makeAppToken(7, privateKey).split('.')[1]}.`;
  const cases = [
    { name: 'good', jwt: makeAppToken(7, privateKey), status: 200 },
    { name: 'app id as text', jwt: makeAppToken(7, privateKey, { iss: '7' }), status: 200 },
    { name: 'another key', jwt: makeAppToken(7, strangersKey), status: 401 },
    { name: 'no signature', jwt: unsigned, status: 401 },
    { name: 'unknown app', jwt: makeAppToken(8, privateKey), status: 401 },
    { name: 'expired', jwt: makeAppToken(7, privateKey, { exp: now - 1 }), status: 401 },
    { name: 'too long', jwt: makeAppToken(7, privateKey, { exp: now + 3600 }), status: 401 },
    { name: 'from the future', jwt: makeAppToken(7, privateKey, { iat: now + 300 }), status: 401 },
    { name: 'a personal token', jwt: test.token, status: 401 },
    { name: 'none', jwt: undefined, status: 401 },
  ];
  for (const { name, jwt, status } of cases) {
    const reply = await call(test.forge.url, 'GET', '/app', { token: jwt });

    t.equal(reply.status, status, name);
  }
});

t.test('a revoked token is nobody, and the owner may have another', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const token = test.forge.addToken('acme');
  const ask = async (secret: string) =>
    (await call(test.forge.url, 'GET', '/user', { token: secret })).status;
  t.equal(await ask(token), 200);
  test.forge.revokeToken(token);
  t.equal(await ask(token), 401);
  t.equal(await ask(test.forge.addToken('acme')), 200);
  t.throws(() => test.forge.revokeToken(token), { code: 'FORGE_MISUSE' });
});

t.test('what an installation token may do', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  await test.forge.createRepository({ owner: 'acme', name: 'registry', private: true });
  const both = await mint(test, {});
  const narrowed = await mint(test, { permissions: { contents: 'read' }, repositories: ['infra'] });
  const cases = [
    { token: narrowed, method: 'GET', path: `${I}/contents/README.md`, status: 200 },
    { token: narrowed, method: 'POST', path: `${I}/git/blobs`, body: { content: 'x' }, status: 403 },
    { token: narrowed, method: 'POST', path: `${I}/issues`, body: { title: 'x' }, status: 403 },
    { token: narrowed, method: 'GET', path: '/repos/acme/registry', status: 404 },
    { token: both, method: 'POST', path: `${I}/git/blobs`, body: { content: 'x' }, status: 201 },
    { token: both, method: 'GET', path: '/repos/acme/registry', status: 200 },
    { token: both, method: 'PATCH', path: I, body: { description: 'x' }, status: 403 },
    { token: both, method: 'GET', path: '/user', status: 403 },
    { token: makeAppToken(7, test.app.privateKey), method: 'GET', path: I, status: 404 },
  ];
  for (const { token, method, path, body, status } of cases) {
    const reply = await call(test.forge.url, method, path, { token, body });

    t.equal(reply.status, status, `${method} ${path}`);
    if (status === 403 && path !== '/user') {
      t.equal(dig(reply.body, 'message'), 'Resource not accessible by integration');
    }
  }
  t.match(narrowed, /^ghs_/);
});

t.test('an installation token cannot ask for more than the app has, and ends after an hour', async (t) => {
  let clock = Date.now();
  const test = await startTestForge({ now: () => new Date(clock) });
  t.teardown(test.close);
  const jwt = makeAppToken(7, test.app.privateKey);
  const path = `/app/installations/${test.installationId}/access_tokens`;

  const more = await call(test.forge.url, 'POST', path, {
    token: jwt,
    body: { permissions: { members: 'read' } },
  });
  const foreign = await call(test.forge.url, 'POST', path, {
    token: jwt,
    body: { repositories: ['nowhere'] },
  });
  const token = await mint(test, {});
  clock += 3_599_000;
  const before = await call(test.forge.url, 'GET', I, { token });
  clock += 2_000;
  const after = await call(test.forge.url, 'GET', I, { token });

  t.same([more.status, foreign.status, before.status, after.status], [422, 422, 200, 401]);
  t.equal(dig(after.body, 'message'), 'Bad credentials');
});

t.test('who may see and change a private repository', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const eve = test.forge.createUser('eve').token;
  const rob = test.forge.createUser('rob').token;
  test.forge.setPermission('acme/infra', 'rob', 'read');
  const statusOnly = test.forge.addToken('ada', { permissions: { contents: 'read', statuses: 'write' } });
  const elsewhere = test.forge.addToken('ada', { permissions: { contents: 'write' }, repositories: [] });
  const sha = digText(
    (await call(test.forge.url, 'GET', `${I}/commits/main`, { token: test.token })).body,
    'sha',
  );
  const state = { state: 'success' };
  const cases = [
    { name: 'nobody', token: undefined, method: 'GET', path: I, status: 404 },
    { name: 'a wrong token', token: 'nonsense', method: 'GET', path: I, status: 401 },
    { name: 'a stranger', token: eve, method: 'GET', path: I, status: 404 },
    { name: 'a reader reads', token: rob, method: 'GET', path: I, status: 200 },
    {
      name: 'a reader opens an issue',
      token: rob,
      method: 'POST',
      path: `${I}/issues`,
      body: { title: 'x' },
      status: 201,
    },
    {
      name: 'a reader posts no status',
      token: rob,
      method: 'POST',
      path: `${I}/statuses/${sha}`,
      body: state,
      status: 403,
    },
    {
      name: 'a narrow token posts a status',
      token: statusOnly,
      method: 'POST',
      path: `${I}/statuses/${sha}`,
      body: state,
      status: 201,
    },
    {
      name: 'a narrow token writes no blob',
      token: statusOnly,
      method: 'POST',
      path: `${I}/git/blobs`,
      body: { content: '' },
      status: 403,
    },
    { name: 'a token for other repositories', token: elsewhere, method: 'GET', path: I, status: 404 },
  ];
  for (const { name, token, method, path, body, status } of cases) {
    const reply = await call(test.forge.url, method, path, { token, body });

    t.equal(reply.status, status, name);
  }
  const permission = (login: string) =>
    call(test.forge.url, 'GET', `${I}/collaborators/${login}/permission`, { token: test.token });
  t.equal(dig((await permission('ada')).body, 'permission'), 'write');
  t.equal(dig((await permission('rob')).body, 'permission'), 'read');
  t.equal(dig((await permission('eve')).body, 'permission'), 'none');
  t.equal((await permission('nobody')).status, 404);
});

t.test('who may ask for the members of a team', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.forge.createUser('eve');
  test.forge.createTeam('acme', 'operators', ['ada']);
  const path = '/orgs/acme/teams/operators/memberships';
  const cases = [
    { token: test.token, login: 'Ada', status: 200 },
    { token: test.token, login: 'eve', status: 404 },
    { token: await test.appToken(), login: 'ada', status: 403 },
    { token: undefined, login: 'ada', status: 401 },
  ];
  for (const { token, login, status } of cases) {
    const reply = await call(test.forge.url, 'GET', `${path}/${login}`, { token });

    t.equal(reply.status, status);
  }
});

async function mint(test: TestForge, body: Record<string, unknown>): Promise<string> {
  const token = makeAppToken(7, test.app.privateKey);
  const path = `/app/installations/${test.installationId}/access_tokens`;
  return digText((await call(test.forge.url, 'POST', path, { token, body })).body, 'token');
}
