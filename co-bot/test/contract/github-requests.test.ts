import t from 'tap';
import { judgeRequest, type SentRequest } from '../support/github-description.ts';
import { makePackage } from '../support/packages.ts';
import { startWorld } from '../support/start-world.ts';

t.test("every request that CO sends is one that GitHub's description allows", async (t) => {
  const sent: SentRequest[] = [];
  const unbounded: string[] = [];
  const send = globalThis.fetch;
  t.teardown(() => {
    globalThis.fetch = send;
  });
  globalThis.fetch = (input, init) => {
    const { origin } = new URL(String(input));
    const body: unknown =
      typeof init?.body === 'string' && init.body !== '' ? JSON.parse(init.body) : undefined;
    const method = init?.method ?? 'GET';
    const agent = new Headers(init?.headers).get('user-agent') ?? '';
    if (agent.includes('probot') && !(init?.signal instanceof AbortSignal)) unbounded.push(String(input));
    if (agent.includes('probot')) sent.push({ method, url: String(input).slice(origin.length), body });
    return send(input, init);
  };
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, lo } = world;
  const issue = await alice.openIssue('/deploy hello-world@1.0 to paris track ^1.0');
  await alice.comment(issue, '/help');
  await world.settle();
  const merge = await alice.merge((await world.pulls('open'))[0]?.number ?? 0);
  await lo.setStatus(merge, 'lo/paris/edge-03/hello-world', 'success', 'installed 1.0');
  await world.apps.commit('hello-world 1.1', makePackage({ version: '1.1' }));
  await world.settle();
  await world.co.sweep();
  const file = 'sites/oslo/site.yaml';
  await world.infra.commit('Break it', { [file]: 'kind: Site\n' }, 'work');
  const pull = await alice.openPull('work', 'Work');
  await world.settle();
  await world.infra.commit('Move it', { [file]: '# no\nkind: Site\n' }, 'work');
  await world.settle();
  t.not((await world.remarks(pull)).length, 0);
  await world.infra.commit('Repair', { [file]: undefined }, 'work');
  await world.settle();

  const operations = new Set(
    sent.map(({ method, url }) => `${method} ${url.replace(/\?.*/u, '').replace(/[0-9a-f]{40}|\d+/gu, 'N')}`),
  );
  t.strictSame(unbounded, [], 'each has a deadline');
  t.ok(operations.size > 25, `the story uses many operations: ${operations.size}`);
  t.strictSame(
    [
      ...new Set(
        sent.flatMap((request) => (request.url.startsWith('/graphql') ? [] : judgeRequest(request))),
      ),
    ],
    [],
  );
});

t.test('the description does refuse what is wrong', async (t) => {
  t.match(judgeRequest({ method: 'POST', url: '/repos/a/b/statuses/0', body: { state: 'bad' } }), [
    /allowed values/,
  ]);
  t.match(judgeRequest({ method: 'GET', url: '/repos/a/b/pulls?sate=open', body: undefined }), [
    /no query sate/,
  ]);
  t.match(judgeRequest({ method: 'POST', url: '/repos/a/b/nothing', body: {} }), [/GitHub has no/]);
});
