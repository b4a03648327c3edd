import t from 'tap';
import { MAX_STATUSES_PER_CONTEXT } from '../../src/answers/github-limits.ts';
import { call, dig, digNumber } from '../support/call.ts';
import { git } from '../support/git.ts';
import { judgeResponse } from '../support/openapi.ts';
import { startTestForge } from '../support/start-test-forge.ts';

const I = '/repos/acme/infra';

t.test('GitHub’s limits on text', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const { token } = test;
  const sha = await git(test.repository.path, 'rev-parse', 'main');
  const opened = await call(test.forge.url, 'POST', `${I}/issues`, { token, body: { title: 'x' } });
  const issue = `${I}/issues/${digNumber(opened.body, 'number')}`;
  const comments = `${issue}/comments`;
  const statuses = `${I}/statuses/${sha}`;
  const cases = [
    { path: comments, body: { body: 'x'.repeat(65_536) }, status: 201 },
    { path: comments, body: { body: 'x'.repeat(65_537) }, status: 422 },
    { path: comments, body: { body: ' \n' }, status: 422 },
    { path: comments, body: {}, status: 422 },
    { path: `${I}/issues`, body: { title: 'x'.repeat(257) }, status: 422 },
    { path: statuses, body: { state: 'success', description: '😀'.repeat(140) }, status: 201 },
    { path: statuses, body: { state: 'success', description: 'x'.repeat(141) }, status: 422 },
    { path: statuses, body: { state: 'success', context: 'x'.repeat(256) }, status: 422 },
    { path: statuses, body: { state: 'done' }, status: 422 },
    { path: statuses, body: {}, status: 422 },
    { path: statuses, body: { state: 'success', target_url: 'javascript:x' }, status: 422 },
    { path: `${I}/statuses/${'0'.repeat(40)}`, body: { state: 'success' }, status: 422 },
    { path: `${issue}/reactions`, body: { content: 'tada' }, status: 422 },
  ];
  for (const { path, body, status } of cases) {
    const reply = await call(test.forge.url, 'POST', path, { token, body });

    t.equal(
      reply.status,
      status,
      `${path} ${JSON.stringify(body).slice(0, 60)}: ${reply.text.slice(0, 200)}`,
    );
  }
});

t.test('a commit takes a thousand statuses of one context, and no more', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.forge.setWebhookUrl(7, undefined);
  const sha = await git(test.repository.path, 'rev-parse', 'main');
  const send = (context: string) =>
    call(test.forge.url, 'POST', `${I}/statuses/${sha}`, {
      token: test.token,
      body: { state: 'pending', context },
    });

  for (let n = 0; n < MAX_STATUSES_PER_CONTEXT; n += 100) {
    await Promise.all(Array.from({ length: 100 }, () => send('full')));
  }

  const full = await send('full');
  t.equal(full.status, 422);
  t.match(dig(full.body, 'errors'), [{ message: /reached the maximum number of statuses/ }]);
  // GitHub describes this body at other operations alone.
  const type = full.headers.get('content-type') ?? undefined;
  t.same(judgeResponse('POST', '/repos/{owner}/{repo}/issues', 422, type, full.body), []);
  t.equal((await send('other')).status, 201);
});

t.test('the newest status of a context counts', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const sha = await git(test.repository.path, 'rev-parse', 'main');
  const combined = async () =>
    (await call(test.forge.url, 'GET', `${I}/commits/main/status`, { token: test.token })).body;
  const send = (context: string, state: string) =>
    call(test.forge.url, 'POST', `${I}/statuses/${sha}`, { token: test.token, body: { state, context } });

  t.equal(dig(await combined(), 'state'), 'pending');
  await send('a', 'failure');
  await send('b', 'success');
  t.equal(dig(await combined(), 'state'), 'failure');
  await send('a', 'success');
  const last = await combined();

  t.equal(dig(last, 'state'), 'success');
  t.equal(dig(last, 'total_count'), 2);
});
