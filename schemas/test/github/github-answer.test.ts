import { explainGithubAnswer, type GithubMeaning } from '@colo/schemas/github';
import t from 'tap';

type Case = readonly [number, GithubMeaning, string?, Readonly<Record<string, unknown>>?];

t.test('each HTTP answer of GitHub means one thing', async (t) => {
  const full = 'Validation Failed. This SHA and context has reached the maximum number of statuses.';
  const cases: readonly Case[] = [
    [301, 'moved'],
    [307, 'moved'],
    [400, 'refused'],
    [401, 'unauthenticated'],
    [403, 'forbidden', 'Resource not accessible by integration'],
    [403, 'forbidden', '', { 'x-ratelimit-remaining': '4999' }],
    [403, 'limited', '', { 'retry-after': '60' }],
    [403, 'limited', '', { 'x-ratelimit-remaining': 0 }],
    [403, 'limited', 'You have exceeded a secondary rate limit.'],
    [404, 'not-found'],
    [408, 'unanswered'],
    [409, 'refused'],
    [410, 'not-found'],
    [413, 'refused'],
    [422, 'refused', 'Validation Failed'],
    [422, 'full', full],
    [429, 'limited'],
    [500, 'unanswered'],
    [503, 'unanswered'],
    [599, 'unanswered'],
    [600, 'refused'],
  ];
  for (const [status, means, message = '', headers = {}] of cases)
    t.equal(explainGithubAnswer({ status, headers, message }), means, `${status} ${message}`);
});
