import { createServer } from 'node:http';
import t from 'tap';
import { createLogger } from '../../src/daemon/logger.ts';
import { explainGithubError } from '../../src/reporters/github-status/explain-github-error.ts';
import { githubStatusReporter } from '../../src/reporters/github-status/github-status-reporter.ts';
import { type Refusal, testReporter } from '../contract/reporter-contract.ts';
import { startInfraForge } from '../infra-forge.ts';
import { makeCommit } from './make-commit.ts';

const VARIABLE = 'LO_TEST_STATUS_TOKEN';
let commit = '';

testReporter(t, {
  reporter: githubStatusReporter,
  commit: () => commit,
  async open(t) {
    const server = await startInfraForge(t);
    const { forge, infra, token } = server;
    process.env[VARIABLE] = token;
    t.teardown(() => delete process.env[VARIABLE]);
    commit = await makeCommit(infra.path);
    const logged: string[] = [];
    const sender = githubStatusReporter.create(
      { apiUrl: forge.url },
      {
        site: 'eu/berlin',
        repository: infra.fullName,
        credential: { environment: VARIABLE },
        log: createLogger('debug', (line) => logged.push(line)),
      },
    );
    const fault = { path: '/statuses/', method: 'POST' } as const;
    return {
      sender,
      secret: token,
      read: async ({ commit, context }) =>
        (await server.listStatuses(commit)).find((status) => status.context === context),
      readAll: async () => logged.join('') + JSON.stringify(await server.listStatuses(commit)),
      otherSide: {
        refuseNext: (refusal: Refusal) =>
          forge.setFaults({ rest: [{ ...fault, ...refusal, message: `not with ${token}` }] }),
        stallNext: () => forge.setFaults({ rest: [{ ...fault, delayMs: 60_000 }] }),
        vanish: () => forge.close(),
      },
    };
  },
});

t.test('a pause is as long as GitHub asks for, within bounds', async (t) => {
  const now = 1_000_000;
  const message = '';
  const cases = [
    [{ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1090' } }, 90],
    [{ status: 429, headers: {} }, 60],
    [{ status: 429, headers: { 'retry-after': '999999' } }, 3600],
    [{ status: 429, headers: { 'retry-after': 'soon' } }, 60],
  ] as const;
  for (const [answer, retryAfterSeconds] of cases)
    t.match(explainGithubError({ ...answer, message }, now, undefined), {
      code: 'LO_REPORT_UNDELIVERED',
      data: { retryAfterSeconds },
    });
  t.match(explainGithubError({ status: 403, headers: {}, message }, now, undefined), {
    code: 'LO_REPORT_NOT_ALLOWED',
  });
});

// Fault 12
t.test("a pause is reckoned by GitHub's clock, however wrong LO's own is", async (t) => {
  const date = 'Wed, 25 Nov 2026 12:00:00 GMT';
  const headers = {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Date.parse(date) / 1000 + 90),
    date,
  };
  for (const now of ['1970-01-01T00:00:00Z', '1976-11-25T12:00:00Z', '2036-11-25T12:00:00Z'])
    t.match(explainGithubError({ status: 403, headers, message: '' }, Date.parse(now), undefined), {
      data: { retryAfterSeconds: 90 },
    });
  t.match(
    explainGithubError({ status: 403, headers: { ...headers, date: 'never' }, message: '' }, 0, undefined),
    {
      data: { retryAfterSeconds: 3600 },
    },
  );
});

t.test('without a repository or a credential it is not made', async (t) => {
  const log = createLogger('error', () => undefined);
  for (const environment of [
    { site: 'berlin', repository: undefined, credential: { environment: 'X' }, log },
    { site: 'berlin', repository: 'acme/infra', credential: undefined, log },
  ])
    t.throws(() => githubStatusReporter.create({}, environment), { code: 'LO_CONFIG_INVALID' });
});

t.test('an answer from elsewhere, where no status was set, loses no report', async (t) => {
  const server = createServer(({ method }, response) => {
    // Of a POST that is answered so, every client makes a GET.
    if (method === 'POST') response.writeHead(301, { location: '/elsewhere' }).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.env[VARIABLE] = 'any';
  t.teardown(() => delete process.env[VARIABLE]);
  const sender = githubStatusReporter.create(
    { apiUrl: `http://127.0.0.1:${port}` },
    {
      site: 'berlin',
      repository: 'acme/infra',
      credential: { environment: VARIABLE },
      log: createLogger('error', () => undefined),
    },
  );
  const report = {
    sequence: 1,
    commit: 'c'.repeat(40),
    context: 'lo/berlin/edge-01/a',
    state: 'success',
    description: 'installed 1.0',
    at: '2026-01-01T00:00:00.000Z',
  } as const;

  await t.rejects(sender.send(report, new AbortController().signal), {
    code: 'LO_REPORT_NOT_ALLOWED',
    fix: /repository has moved/,
  });
});
