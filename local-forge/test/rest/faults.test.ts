import t from 'tap';
import { call, dig } from '../support/call.ts';
import { startTestForge } from '../support/start-test-forge.ts';

const I = '/repos/acme/infra';

t.test('a fault answers so many times and then no more', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  for (const status of [500, 409, 422]) {
    test.forge.setFaults({ rest: [{ method: 'post', path: /\/issues$/, status, times: 2 }] });
    const statuses: number[] = [];

    for (let n = 0; n < 3; n += 1) {
      statuses.push(
        (await call(test.forge.url, 'POST', `${I}/issues`, { token: test.token, body: { title: 'x' } }))
          .status,
      );
    }

    t.same(statuses, [status, status, 201]);
  }
  t.equal((await call(test.forge.url, 'GET', `${I}/issues`, { token: test.token })).status, 200);
});

t.test('a secondary limit says when to come back', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.forge.setFaults({ rest: [{ path: '/statuses/', status: 403, headers: { 'retry-after': '7' } }] });

  const reply = await call(test.forge.url, 'POST', `${I}/statuses/x`, { token: test.token, body: {} });

  t.equal(reply.status, 403);
  t.equal(reply.headers.get('retry-after'), '7');
  t.match(dig(reply.body, 'message'), /secondary rate limit/);
});

t.test('an answer can be lost after the request took effect', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.forge.setFaults({ rest: [{ method: 'POST', path: '/issues', status: 502, afterEffect: true }] });

  const lost = await call(test.forge.url, 'POST', `${I}/issues`, {
    token: test.token,
    body: { title: 'here' },
  });
  const list = await call(test.forge.url, 'GET', `${I}/issues`, { token: test.token });

  t.equal(lost.status, 502);
  t.equal(dig(list.body, 0, 'title'), 'here');
});

t.test('a delay lets the request through', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.forge.setFaults({ rest: [{ path: I, delayMs: 5 }] });

  t.equal((await call(test.forge.url, 'GET', I, { token: test.token })).status, 200);
});
