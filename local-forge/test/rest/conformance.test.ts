import t from 'tap';
import { createRateLimits } from '../../src/http/rate-limits.ts';
import { listRoutes } from '../../src/rest/routes.ts';
import { isDescribed, judgeResponse } from '../support/openapi.ts';
import { startTestForge } from '../support/start-test-forge.ts';
import { judgePayload } from '../support/webhook-schemas.ts';
import { callCase, playCases } from './conformance-cases.ts';

/** Every kind of webhook that the forge sends. */
const EVENTS = [
  'issue_comment.created',
  'issue_comment.deleted',
  'issue_comment.edited',
  'issues.closed',
  'issues.edited',
  'issues.labeled',
  'issues.opened',
  'issues.reopened',
  'issues.unlabeled',
  'pull_request.closed',
  'pull_request.edited',
  'pull_request.labeled',
  'pull_request.opened',
  'pull_request.reopened',
  'pull_request.synchronize',
  'push',
  'status',
];

t.test('every operation answers, and every webhook says, what GitHub describes', async (t) => {
  const test = await startTestForge();
  t.teardown(test.close);
  const routes = listRoutes(createRateLimits(() => new Date()));
  const played = new Set<string>();

  for (const { method, path } of routes) {
    t.ok(isDescribed(method, path), `${method} ${path} is an operation of GitHub`);
  }
  await playCases(test, async (next) => {
    const reply = await callCase(test.forge.url, next);
    const [method = '', template = ''] = next.operation.split(' ');
    played.add(next.operation);

    t.equal(
      reply.status,
      next.status,
      `${next.operation} answers ${next.status}: ${reply.status < 400 ? '' : reply.text}`,
    );
    const type = reply.headers.get('content-type') ?? undefined;
    t.same(judgeResponse(method, template, reply.status, type, reply.body), [], `${method} ${next.path}`);
    return reply;
  });

  t.same(
    [...played].sort(),
    routes.map(({ method, path }) => `${method} ${path}`).sort(),
    'no operation is left out',
  );

  const kinds = new Set<string>();
  for (const { event, action, request } of test.forge.deliveries()) {
    kinds.add(action === undefined ? event : `${event}.${action}`);
    t.same(judgePayload(event, action, request.payload), [], `${event}.${action ?? ''}`);
  }
  t.same([...kinds].sort(), EVENTS, 'no kind of webhook is left out');
});

t.test('the judge can say no', async (t) => {
  t.not(judgeResponse('GET', '/user', 200, 'application/json', { login: 'ada' }).length, 0);
  t.not(judgeResponse('GET', '/user', 418, 'application/json', {}).length, 0);
  t.not(judgePayload('push', undefined, { ref: 'refs/heads/main' }).length, 0);
  t.not(judgePayload('push', 'opened', {}).length, 0);
});
