import t from 'tap';
import { call, dig, digNumber, digText, type Reply } from '../support/call.ts';
import { git } from '../support/git.ts';
import { pushFiles, startTestForge, type TestForge } from '../support/start-test-forge.ts';

async function openPull(test: TestForge, head: string, title = `Change ${head}`): Promise<number> {
  const reply = await call(test.forge.url, 'POST', '/repos/acme/infra/pulls', {
    token: test.token,
    body: { title, head, base: 'main', body: 'why' },
  });
  return digNumber(reply.body, 'number');
}

function merge(test: TestForge, number: number, body: Record<string, unknown> = {}): Promise<Reply> {
  return call(test.forge.url, 'PUT', `/repos/acme/infra/pulls/${number}/merge`, { token: test.token, body });
}

for (const method of ['merge', 'squash', 'rebase'] as const) {
  t.test(`two pull requests merged by ${method} both keep their files`, async (t) => {
    const test = await startTestForge();
    t.teardown(test.close);
    await pushFiles(test, 'one', { 'one.txt': '1\n' }, 'origin/main');
    await pushFiles(test, 'two', { 'two.txt': '2\n' }, 'origin/main');
    const one = await openPull(test, 'one');
    const two = await openPull(test, 'two');
    await test.forge.idle();
    test.receiver.received.length = 0;

    const first = await merge(test, one, { merge_method: method });
    const second = await merge(test, two, { merge_method: method });
    await test.forge.idle();

    t.equal(first.status, 200);
    t.equal(second.status, 200);
    const tip = await git(test.repository.path, 'rev-parse', 'main');
    t.equal(tip, digText(second.body, 'sha'));
    t.equal(await git(test.repository.path, 'ls-tree', '--name-only', 'main'), 'README.md\none.txt\ntwo.txt');
    const parents = (await git(test.repository.path, 'log', '-1', '--format=%P', 'main')).split(' ');
    t.equal(parents.length, method === 'merge' ? 2 : 1);
    t.same(
      test.receiver.received.map(({ event, payload }) => [
        event,
        payload['action'],
        dig(payload, 'pull_request', 'merged'),
      ]),
      [
        ['push', undefined, undefined],
        ['pull_request', 'closed', true],
        ['push', undefined, undefined],
        ['pull_request', 'closed', true],
      ],
    );
    t.equal(dig(test.receiver.received[3]?.payload, 'pull_request', 'merge_commit_sha'), tip);
    t.equal(await git(test.repository.path, 'fsck', '--strict', '--no-dangling'), '');
  });
}

t.test('a conflict is 405 and moves nothing', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  await pushFiles(test, 'one', { 'README.md': 'one\n' });
  await pushFiles(test, 'two', { 'README.md': 'two\n' });
  const one = await openPull(test, 'one');
  const two = await openPull(test, 'two');
  const { body } = await merge(test, one);

  for (const merge_method of ['merge', 'squash', 'rebase']) {
    const reply = await merge(test, two, { merge_method });

    t.equal(reply.status, 405);
    t.equal(dig(reply.body, 'message'), 'Pull Request is not mergeable');
  }
  t.equal(await git(test.repository.path, 'rev-parse', 'main'), digText(body, 'sha'));
  const pull = await call(test.forge.url, 'GET', `/repos/acme/infra/pulls/${two}`, { token: test.token });
  t.equal(dig(pull.body, 'mergeable'), false);
  t.equal(dig(pull.body, 'mergeable_state'), 'dirty');
});

t.test('a head that moved is 409', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const stale = await pushFiles(test, 'one', { 'one.txt': '1\n' });
  const number = await openPull(test, 'one');
  const fresh = await pushFiles(test, 'one', { 'one.txt': '1b\n' });

  const refused = await merge(test, number, { sha: stale });
  const merged = await merge(test, number, { sha: fresh });

  t.equal(refused.status, 409);
  t.equal(merged.status, 200);
  t.equal((await merge(test, number)).status, 405, 'a merged pull request cannot be merged again');
});

t.test('a required status check holds the merge until it succeeds on the head', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.forge.protectBranch('acme/infra', 'main', { requiredStatusChecks: ['colo/validate'] });
  const sha = await pushFiles(test, 'one', { 'one.txt': '1\n' });
  const number = await openPull(test, 'one');

  const missing = await merge(test, number);
  await postStatus('failure');
  const failed = await merge(test, number);
  await postStatus('success');
  const passed = await merge(test, number);

  t.equal(missing.status, 405);
  t.match(dig(missing.body, 'message'), /colo\/validate/);
  t.equal(failed.status, 405);
  t.equal(passed.status, 200);

  async function postStatus(state: string): Promise<void> {
    const body = { state, context: 'colo/validate' };
    const reply = await call(test.forge.url, 'POST', `/repos/acme/infra/statuses/${sha}`, {
      token: test.token,
      body,
    });
    t.equal(reply.status, 201);
  }
});

t.test('a protected branch takes no push from outside', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  test.forge.protectBranch('acme/infra', 'main', { requiredStatusChecks: ['colo/validate'] });
  const before = await git(test.repository.path, 'rev-parse', 'main');

  await t.rejects(pushFiles(test, 'main', { 'x.txt': 'x\n' }), /protected branch/i);

  t.equal(await git(test.repository.path, 'rev-parse', 'main'), before);
});

t.test('a push to the head is a synchronize; deleting the head closes', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const before = await pushFiles(test, 'one', { 'one.txt': '1\n' });
  const number = await openPull(test, 'one');
  await test.forge.idle();
  test.receiver.received.length = 0;

  const after = await pushFiles(test, 'one', { 'one.txt': '2\n' });
  await git(test.clone, 'push', '-q', 'origin', '--delete', 'one');
  await test.forge.idle();

  const events = test.receiver.received
    .filter(({ event }) => event === 'pull_request')
    .map(({ payload }) => payload);
  t.same(
    events.map((payload) => payload['action']),
    ['synchronize', 'closed'],
  );
  t.equal(dig(events[0], 'before'), before);
  t.equal(dig(events[0], 'after'), after);
  t.equal(dig(events[1], 'pull_request', 'merged'), false);
  const reopened = await call(test.forge.url, 'PATCH', `/repos/acme/infra/pulls/${number}`, {
    token: test.token,
    body: { state: 'open' },
  });
  t.equal(reopened.status, 422);
  t.equal(await git(test.repository.path, 'rev-parse', `refs/pull/${number}/head`), after);
});

t.test('a base that has the head is a merge, whoever pushed it', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const sha = await pushFiles(test, 'one', { 'one.txt': '1\n' });
  const number = await openPull(test, 'one');

  await git(test.clone, 'push', '-q', 'origin', `${sha}:refs/heads/main`);

  const pull = await call(test.forge.url, 'GET', `/repos/acme/infra/pulls/${number}`, { token: test.token });
  t.equal(dig(pull.body, 'merged'), true);
  t.equal(dig(pull.body, 'merged_by', 'login'), 'ada');
});

t.test('what cannot be opened', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  await pushFiles(test, 'one', { 'one.txt': '1\n' });
  await git(test.clone, 'push', '-q', 'origin', 'origin/main:refs/heads/same');
  await openPull(test, 'one');
  const cases = [
    { head: 'nowhere', errors: [{ field: 'head', code: 'invalid' }] },
    { head: 'one', base: 'nowhere', errors: [{ field: 'base', code: 'invalid' }] },
    { head: 'same', errors: [{ message: 'No commits between main and same' }] },
    { head: 'one', errors: [{ message: 'A pull request already exists for acme:one.' }] },
    { head: 'one', base: 'same', body: 'x'.repeat(65_537), errors: [{ field: 'body', message: /too long/ }] },
    { head: 'one', title: '', errors: [{ field: 'title', code: 'missing_field' }] },
  ];
  for (const { errors, ...body } of cases) {
    const reply = await call(test.forge.url, 'POST', '/repos/acme/infra/pulls', {
      token: test.token,
      body: { title: 'x', base: 'main', ...body },
    });

    t.equal(reply.status, 422);
    t.match(dig(reply.body, 'errors'), errors);
  }
});
