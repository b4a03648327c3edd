import { availableParallelism } from 'node:os';
import { chooseTests, type TestChoice } from './choose-tests.ts';
import { followResults, type Tally } from './follow-results.ts';
import { runPool } from './run-pool.ts';
import { sayCosts } from './say-costs.ts';
import type { TestFile } from './test-file.ts';

export interface TestRun extends TestChoice {
  /** Test files at once, default three for two cores. */
  readonly jobs?: number;
  /** Whether a test that was skipped for want of a real part counts as failed, as in CI. */
  readonly needsAllParts: boolean;
  say(text: string): void;
}

/**
 * Runs tests of a checkout that was compiled, and resolves to the exit status: 0 passed, 1 failed, 2 no such test.
 * The last line said is always `N passed, N failed, N skipped`.
 *
 * @throws ColoError USAGE where git does not know the commit of `since`
 */
export async function runTests(run: TestRun): Promise<number> {
  const files = await chooseTests(run);
  if (files.length === 0) return sayNone(run);
  if (run.since !== undefined) run.say(`${files.length} test files can be reached by the change.\n`);
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const costs = new Map<TestFile, number>();
  await runPool(files, {
    root: run.root,
    jobs: Math.min(run.jobs ?? countJobs(), files.length),
    follow: (parser) => followResults(parser, tally, run.say),
    ended: (file, seconds) => costs.set(file, seconds),
    broke(file, how) {
      tally.failed += 1;
      tally.failures.push(`${file.source}: ${how}`);
      run.say(`NOT OK ${file.source}: ${how}\n`);
    },
  });
  run.say(sayCosts(costs));
  return sayEnd(run, tally);
}

/** More than there are cores: tests that start programs wait for them half of their time. */
function countJobs(): number {
  return Math.ceil(availableParallelism() * 1.5);
}

/** A change that no test can reach is no fault; a path that names no test is. */
function sayNone({ since, say }: TestRun): number {
  say(since === undefined ? 'No test file matches.\n' : 'No test can be reached by the change.\n');
  return since === undefined ? 2 : 0;
}

function sayEnd({ needsAllParts, say }: TestRun, { passed, failed, skipped, failures }: Tally): number {
  const missing = needsAllParts ? skipped : 0;
  if (missing > 0) {
    say('COLO_REQUIRE_REAL_PARTS=1: a test that was skipped for want of a real part counts as failed.\n');
  }
  if (failures.length > 0) say(`\nFailed:\n${failures.map((failure) => `  ${failure}\n`).join('')}`);
  say(`\n${passed} passed, ${failed + missing} failed, ${skipped - missing} skipped\n`);
  return passed > 0 && failed + missing === 0 ? 0 : 1;
}
