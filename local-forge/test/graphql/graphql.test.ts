import t from 'tap';
import { call, dig, digText } from '../support/call.ts';
import { startTestForge } from '../support/start-test-forge.ts';

const I = '/repos/acme/infra';
const QUERY = `query ($id: ID!) {
  node(id: $id) { ... on Issue { lastEditedAt } ... on IssueComment { lastEditedAt } }
}`;

t.test('when an issue and a comment were last edited', async (t) => {
  let clock = Date.parse('2026-01-01T00:00:00Z');
  const test = await startTestForge({ now: () => new Date(clock) });
  t.teardown(test.close);
  const { token } = test;
  const issue = await call(test.forge.url, 'POST', `${I}/issues`, {
    token,
    body: { title: 'x', body: '/deploy a' },
  });
  const comment = await call(test.forge.url, 'POST', `${I}/issues/1/comments`, {
    token,
    body: { body: 'x' },
  });
  const ids = [digText(issue.body, 'node_id'), digText(comment.body, 'node_id')];
  const ask = async (query: string, variables: unknown) =>
    (await call(test.forge.url, 'POST', '/graphql', { token, body: { query, variables } })).body;

  const before = await ask(QUERY, { id: ids[0] });
  clock += 60_000;
  await call(test.forge.url, 'PATCH', `${I}/issues/1`, { token, body: { title: 'y' } });
  const titled = await ask(QUERY, { id: ids[0] });
  await call(test.forge.url, 'PATCH', `${I}/issues/1`, { token, body: { body: '/deploy b' } });
  const after = await ask(QUERY, { id: ids[0] });
  const both = await ask(
    'query($ids: [ID!]!) { all: nodes(ids: $ids) { __typename ...on Issue { id lastEditedAt } ...on IssueComment { lastEditedAt } } }',
    { ids },
  );
  const literal = await ask(`{ node(id: "${ids[1]}") { id } }`, {});

  t.same(before, { data: { node: { lastEditedAt: null } } });
  t.same(titled, { data: { node: { lastEditedAt: null } } }, 'a new title is not an edit of the body');
  t.same(after, { data: { node: { lastEditedAt: '2026-01-01T00:01:00Z' } } });
  t.same(dig(both, 'data', 'all'), [
    { __typename: 'Issue', id: ids[0], lastEditedAt: '2026-01-01T00:01:00Z' },
    { __typename: 'IssueComment', lastEditedAt: null },
  ]);
  t.same(literal, { data: { node: { id: ids[1] } } });
});

t.test('everything else is an error in GitHub’s shape', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const eve = test.forge.createUser('eve').token;
  const issue = await call(test.forge.url, 'POST', `${I}/issues`, {
    token: test.token,
    body: { title: 'x' },
  });
  const id = digText(issue.body, 'node_id');
  const cases = [
    { query: '{ viewer { login } }', errors: [{ message: "Field 'viewer' doesn't exist on type 'Query'" }] },
    {
      query: `{ node(id: "${id}") { ... on Issue { title } } }`,
      errors: [{ extensions: { code: 'undefinedField' } }],
    },
    { query: '{ node(id: "I_nothing") { id } }', errors: [{ type: 'NOT_FOUND' }] },
    { query: QUERY, token: eve, variables: { id }, errors: [{ type: 'NOT_FOUND' }] },
    { query: '{ node(id: ', errors: [{ message: /^Parse error/ }] },
    { query: '{ node(id: "x") { id }', errors: [{ message: /^Parse error/ }] },
    { query: 7, errors: [{ message: /must be a string/ }] },
  ];
  for (const { query, variables = {}, token = test.token, errors } of cases) {
    const reply = await call(test.forge.url, 'POST', '/graphql', { token, body: { query, variables } });

    t.equal(reply.status, 200);
    t.match(dig(reply.body, 'errors'), errors, String(query));
  }
  t.equal((await call(test.forge.url, 'POST', '/graphql', { body: { query: QUERY } })).status, 401);
});
