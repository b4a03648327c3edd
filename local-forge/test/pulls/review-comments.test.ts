import t from 'tap';
import { call, dig, digNumber } from '../support/call.ts';
import { pushFiles, startTestForge } from '../support/start-test-forge.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

t.test('a comment stands on lines of the diff alone, and moves with its line', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const { forge, token } = test;
  const send = (method: string, path: string, body?: object) =>
    call(forge.url, method, `/repos/acme/infra${path}`, { token, body });
  await pushFiles(test, 'main', { 'long.txt': lines(40), 'other.txt': 'x\n' });
  const first = await pushFiles(test, 'change', { 'long.txt': lines(40).replace('line 20\n', 'twenty\n') });
  const opened = await send('POST', '/pulls', { title: 'Change', head: 'change', base: 'main' });
  const comments = `/pulls/${digNumber(opened.body, 'number')}/comments`;
  const remark = (more: object) =>
    send('POST', comments, { body: 'here', commit_id: first, path: 'long.txt', ...more });

  for (const line of [16, 24]) {
    const refused = await remark({ line });
    t.equal(refused.status, 422, `line ${line} is outside`);
    t.match(refused.text, 'pull_request_review_thread.line must be part of the diff');
  }
  for (const line of [17, 20, 23]) t.equal((await remark({ line })).status, 201, `line ${line} is shown`);
  t.equal((await remark({ path: 'other.txt', line: 1 })).status, 422, 'a file that does not differ');
  t.equal((await remark({ path: 'other.txt', subject_type: 'file' })).status, 422);
  t.equal((await remark({ commit_id: '0'.repeat(40), line: 20 })).status, 422, 'no such commit');
  t.match((await remark({ subject_type: 'file' })).body, { subject_type: 'file' });

  const text = `new\n${lines(40).replace('line 20\n', 'twenty\n').replace('line 17\n', 'seventeen\n')}`;
  const second = await pushFiles(test, 'change', { 'long.txt': text });
  const { body } = await send('GET', comments);

  t.match(body, [
    { line: null, original_line: 17, commit_id: first },
    { line: 21, original_line: 20, commit_id: second },
    { line: 24, original_line: 23, commit_id: second },
    { subject_type: 'file' },
  ]);
  const reply = await send('POST', comments, { body: 'why?', in_reply_to: dig(body, 1, 'id') });
  t.match(reply.body, { in_reply_to_id: dig(body, 1, 'id'), line: 21, path: 'long.txt' });
});

t.test('a pull request from a fork follows its branch', async (t) => {
  const test = await startTestForge({ private: false });
  t.teardown(test.close);
  const { forge } = test;
  const mallory = forge.createUser('mallory');
  forge.setPermission('acme/infra', 'mallory', 'read');
  const fork = await forge.createRepository({ owner: 'mallory', name: 'infra' });
  await pushFiles(test, 'change', { 'a.txt': 'a\n' }, 'origin/main', fork.cloneUrl, mallory.token);
  const opened = await call(forge.url, 'POST', '/repos/acme/infra/pulls', {
    token: mallory.token,
    body: { title: 'Change', head: 'mallory:change', base: 'main' },
  });
  t.match(opened.body, {
    head: { label: 'mallory:change', repo: { full_name: 'mallory/infra' } },
    base: { repo: { full_name: 'acme/infra' } },
  });

  const sha = await pushFiles(
    test,
    'change',
    { 'a.txt': 'b\n' },
    'origin/main',
    fork.cloneUrl,
    mallory.token,
  );
  await forge.idle();

  const path = `/repos/acme/infra/pulls/${digNumber(opened.body, 'number')}`;
  t.match((await call(forge.url, 'GET', path, { token: test.token })).body, { head: { sha } });
  const told = forge.deliveries().map(({ event, action }) => `${event}.${action ?? ''}`);
  t.strictSame(
    told.filter((each) => each.startsWith('pull_request.')),
    ['pull_request.opened', 'pull_request.synchronize'],
  );
});
