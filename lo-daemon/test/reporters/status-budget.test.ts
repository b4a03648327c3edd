import t from 'tap';
import { decideStatus, githubBudget } from '../../src/reporters/github-status/status-budget.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const success = { state: 'success', description: 'installed 1.0 [0123456789ab]: 1 component' } as const;
const pending = { state: 'pending', description: 'installing 1.0 [0123456789ab]: web (add)' } as const;
const superseded = { state: 'error', description: 'superseded: by 0123456789ab' } as const;

t.test('the first statuses of a commit and context are free, then they are spaced', async (t) => {
  const at = (count: number, ageMs: number, state: 'pending' | 'success' = 'pending') =>
    decideStatus(success, { count, state, ageMs }, githubBudget);

  t.same(decideStatus(success, { count: 0, state: undefined, ageMs: 0 }, githubBudget), { kind: 'send' });
  t.same(at(199, 0), { kind: 'send' });
  t.same(at(199, 0, 'success'), { kind: 'send' }, 'other words for the same state too');
  t.same(at(200, 0), { kind: 'wait', forMs: HOUR_MS });
  t.same(at(200, HOUR_MS - 1), { kind: 'wait', forMs: 1 });
  t.same(at(200, HOUR_MS), { kind: 'send' });
  t.same(at(200, HOUR_MS, 'success'), { kind: 'skip' }, 'only where the state changed');
  t.same(at(499, HOUR_MS), { kind: 'send' });
  t.same(at(500, HOUR_MS), { kind: 'wait', forMs: DAY_MS - HOUR_MS });
  t.same(at(500, DAY_MS), { kind: 'send' });
});

t.test('the last hundred are kept for ends, and beyond them nothing is sent', async (t) => {
  const at = (report: typeof success | typeof pending, count: number) =>
    decideStatus(
      report,
      { count, state: report === success ? 'pending' : 'success', ageMs: DAY_MS },
      githubBudget,
    );

  t.same(at(pending, 899), { kind: 'send' });
  t.same(at(pending, 900), { kind: 'wait', forMs: DAY_MS });
  t.same(at(success, 900), { kind: 'send' });
  t.same(at(success, 999), { kind: 'send' });
  t.same(at(success, 1000), { kind: 'full' });
  t.same(at(pending, Number.POSITIVE_INFINITY), { kind: 'full' });
});

t.test('that nothing is known of a commit is never said over what came of it', async (t) => {
  const waiting = { state: 'pending', description: 'pending 1.0 [0123456789ab]: waiting' } as const;
  for (const report of [superseded, waiting]) {
    for (const state of ['success', 'failure', 'error'] as const)
      t.same(decideStatus(report, { count: 3, state, ageMs: 0 }, githubBudget), { kind: 'skip' }, state);
    for (const state of ['pending', undefined] as const)
      t.same(decideStatus(report, { count: 3, state, ageMs: 0 }, githubBudget), { kind: 'send' });
  }
  const known = { count: 3, state: 'success', ageMs: 0 } as const;
  const runs = {
    state: 'pending',
    description: 'pending 1.0 [0123456789ab]: waiting; nothing runs',
  } as const;
  for (const report of [pending, runs])
    t.same(decideStatus(report, known, githubBudget), { kind: 'send' }, 'what was seen is');
});
