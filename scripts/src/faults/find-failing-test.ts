import type { OrderedTest } from './order-tests.ts';
import type { TestRun } from './run-test-file.ts';

type Run = (test: string, place: number, signal: AbortSignal) => Promise<TestRun>;

/**
 * Runs test files in their order, several at a time, until one does not pass. Which one that is does not depend on how many run at
 * a time: those before it are waited for, those after it are aborted.
 */
export async function findFailingTest(
  tests: readonly OrderedTest[],
  jobs: number,
  run: Run,
): Promise<{ readonly test: OrderedTest; readonly run: TestRun } | undefined> {
  const running = new Map<number, AbortController>();
  let following = 0;
  let first = tests.length;
  let failure: TestRun | undefined;
  async function work(place: number): Promise<void> {
    while (following < first) {
      const index = following;
      following += 1;
      const result = await runOne(index, place);
      if (result === undefined || result.result === 'passed' || index > first) continue;
      [first, failure] = [index, result];
      for (const [other, abort] of running) if (other > first) abort.abort();
    }
  }
  async function runOne(index: number, place: number): Promise<TestRun | undefined> {
    const abort = new AbortController();
    running.set(index, abort);
    try {
      return await run(tests[index]?.test ?? '', place, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) throw error;
      return undefined;
    } finally {
      running.delete(index);
    }
  }
  // All of them end before the fault is taken out, also where one throws.
  const ends = await Promise.allSettled(Array.from({ length: jobs }, (_, place) => work(place)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  const test = tests[first];
  return test === undefined || failure === undefined ? undefined : { test, run: failure };
}
