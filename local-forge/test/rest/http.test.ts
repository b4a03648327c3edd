import t from 'tap';
import { call, dig, digNumber } from '../support/call.ts';
import { pushFiles, startTestForge } from '../support/start-test-forge.ts';

const I = '/repos/acme/infra';

t.test('an unchanged read is 304 and costs nothing', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const path = `${I}/git/ref/heads/main`;
  const { token } = test;

  const first = await call(test.forge.url, 'GET', path, { token });
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
  const same = await call(test.forge.url, 'GET', path, { token, headers });
  await pushFiles(test, 'main', { 'x.txt': 'x\n' });
  const moved = await call(test.forge.url, 'GET', path, { token, headers });

  t.same([first.status, same.status, moved.status], [200, 304, 200]);
  t.equal(same.text, '');
  t.equal(same.headers.get('x-ratelimit-remaining'), first.headers.get('x-ratelimit-remaining'));
  t.ok(Number(moved.headers.get('x-ratelimit-used')) > Number(first.headers.get('x-ratelimit-used')));
  t.ok(first.headers.get('x-github-request-id'));
});

t.test('REST is also below /api/v3', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);

  const reply = await call(`${test.forge.url}/api/v3`, 'GET', I, { token: test.token });

  t.equal(dig(reply.body, 'full_name'), 'acme/infra');
});

t.test('lists are paged with links', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  for (let n = 1; n <= 5; n += 1) {
    await call(test.forge.url, 'POST', `${I}/issues`, { token: test.token, body: { title: String(n) } });
  }
  const numbers: number[] = [];

  let path: string | undefined = `${I}/issues?per_page=2&direction=asc`;
  let pages = 0;
  while (path !== undefined) {
    const page = await call(test.forge.url, 'GET', path, { token: test.token });
    pages += 1;
    for (const issue of Array.isArray(page.body) ? page.body : []) {
      numbers.push(digNumber(issue, 'number'));
    }
    path = /<http:\/\/[^/]+([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  }

  t.equal(pages, 3);
  t.same(numbers, [1, 2, 3, 4, 5]);
});

t.test('what is not there, and what is not JSON', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const { token } = test;
  const cases = [
    { method: 'GET', path: '/nowhere', status: 404 },
    { method: 'GET', path: '/repos/acme/nothing', status: 404 },
    { method: 'GET', path: `${I}/issues/99`, status: 404 },
    { method: 'GET', path: `${I}/issues/constructor`, status: 404 },
    { method: 'GET', path: `${I}/git/ref/heads/nothing`, status: 404 },
    { method: 'GET', path: `${I}/git/ref/heads/main%5E%7Btree%7D`, status: 404 },
    { method: 'GET', path: `${I}/contents/..%2F..%2Fconfig`, status: 404 },
    { method: 'GET', path: `${I}/contents/README.md?ref=--help`, status: 404 },
    { method: 'GET', path: `${I}/compare/main...nothing`, status: 404 },
    { method: 'GET', path: `${I}/compare/nothing...main`, status: 404 },
    { method: 'GET', path: `${I}/%E0%A4%A`, status: 404 },
    { method: 'DELETE', path: I, status: 404 },
    { method: 'POST', path: `${I}/issues`, body: ['not an object'], status: 422 },
    { method: 'POST', path: `${I}/issues`, body: { title: 7 }, status: 422 },
  ];
  for (const { method, path, body, status } of cases) {
    const reply = await call(test.forge.url, method, path, { token, body });

    t.equal(reply.status, status, `${method} ${path}`);
    t.type(dig(reply.body, 'message'), 'string');
  }
  const broken = await fetch(`${test.forge.url}${I}/issues`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: '{',
  });
  t.equal(broken.status, 400);
  await broken.text();
});
