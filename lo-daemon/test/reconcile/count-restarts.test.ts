import t from 'tap';
import type { RunsNow } from '../../src/node/slot-report.ts';
import {
  countRestarts,
  isCrashLooping,
  nextLookAt,
  STABLE_SECONDS,
} from '../../src/reconcile/count-restarts.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;

function runs(instance: string | undefined, upSeconds = 5, target = DIGEST): RunsNow {
  return {
    kind: 'component',
    type: 'process',
    target,
    contentDigest: 'none',
    version: '1.0',
    commit: 'c0ffee0',
    generation: 1,
    health: 'healthy',
    detail: '',
    upSeconds,
    ...(instance === undefined ? {} : { instance }),
  };
}

function known(instance: string, restarts = 0) {
  const observed = { state: 'running' as const, digest: DIGEST, at: '2026-01-01T00:00:00Z', instance };
  return restarts === 0 ? { observed } : { observed, restarts };
}

t.test('restarts are counted by what the node tells of the run', async (t) => {
  const cases = {
    'the first look': [undefined, runs('1.1'), true, 0],
    'the same run': [known('1.1', 2), runs('1.1'), true, 2],
    'another run': [known('1.1'), runs('2.2'), true, 1],
    'one more': [known('1.1', 2), runs('2.2'), true, 3],
    'it is down, nobody has started it again': [known('1.1', 1), runs(undefined), true, 1],
    'another run after a boot': [known('1.1', 1), runs('2.2'), false, 1],
    'another version': [known('1.1', 2), runs('2.2', 5, OTHER), true, 0],
    'it has stayed up': [known('1.1', 5), runs('1.1', STABLE_SECONDS), true, 0],
    'nothing is there': [known('1.1', 2), { kind: 'nothing' }, true, 2],
  } as const;
  for (const [name, [before, now, sameBoot, expected]] of Object.entries(cases))
    t.equal(countRestarts({ before, runs: now, sameBoot }), expected, name);
});

t.test('three restarts without a stable time in between are a crash loop', async (t) => {
  t.same([undefined, {}, { restarts: 2 }, { restarts: 3 }, { restarts: 9 }].map(isCrashLooping), [
    false,
    false,
    false,
    true,
    true,
  ]);
});

t.test('what has just begun is looked at again soon, what stays up later', async (t) => {
  t.same([0, 10, 80, STABLE_SECONDS - 1, STABLE_SECONDS, undefined].map(nextLookAt), [
    10_000,
    10_000,
    80_000,
    (STABLE_SECONDS - 1) * 1000,
    undefined,
    undefined,
  ]);
});
