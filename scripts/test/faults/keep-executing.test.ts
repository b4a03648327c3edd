import t, { type Test } from 'tap';
import { keepExecuting } from '../../src/faults/coverage/keep-executing.ts';

const ORIGINAL = 'one(); two();';
const FAULT = { compiled: 'lib/dist/src/a.js', original: ORIGINAL, faulty: 'one(); ' };

/** The tests that are kept of some, in their order: distance, seconds, and how much of the code they run. */
function keep(
  t: Test,
  tests: Readonly<Record<string, readonly [distance: number, seconds: number, runs: number]>>,
): readonly string[] {
  const root = t.testdir({ lib: { dist: { src: { 'a.js': ORIGINAL } } } });
  const coverage = new Map(
    Object.entries(tests).map(([test, [, seconds, end]]) => [
      test,
      { test, seconds, passed: true, executed: { [FAULT.compiled]: [0, end] } },
    ]),
  );
  const ordered = Object.entries(tests).map(([test, [distance]]) => ({ test, distance }));
  return keepExecuting(ordered, coverage, root, FAULT).map(({ test }) => test);
}

t.test(
  'of the nearest and of the other tests that run the code the quickest are kept, a minute of each',
  async (t) => {
    const kept = keep(t, {
      elsewhere: [1, 1, 3],
      near: [2, 50, 13],
      nearer: [2, 300, 13],
      slow: [3, 80, 13],
      quick: [4, 10, 13],
      middle: [5, 20, 13],
    });

    t.same(kept, ['near', 'quick', 'middle']);
    t.same(keep(t, { slow: [3, 300, 13] }), ['slow'], 'one in any case');
  },
);

t.test('where none is known to run it, any of them may', async (t) => {
  t.same(keep(t, { one: [1, 1, 3], two: [2, 1, 0], slow: [2, 80, 0] }), ['one', 'two']);
});
