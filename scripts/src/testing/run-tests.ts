import { availableParallelism } from 'node:os';
import { followResults, type Tally } from './follow-results.ts';
import { runPool } from './run-pool.ts';
import { sayCosts } from './say-costs.ts';
import { isBelow, listTestFiles, type TestFile } from './test-file.ts';

export interface TestRun {
  readonly root: string;
  /** Paths of folders or files, from the root; all tests where empty. */
  readonly paths: readonly string[];
  /** Test files at once, default one a core. */
  readonly jobs?: number;
  /** Whether a test that was skipped for want of a real part counts as failed, as in CI. */
  readonly needsAllParts: boolean;
  say(text: string): void;
}

/**
 * Runs the tests of a checkout that was compiled, and resolves to the exit status: 0 passed, 1 failed, 2 no such test.
 * The last line said is always `N passed, N failed, N skipped`.
 */
export async function runTests(run: TestRun): Promise<number> {
  const files = (await listTestFiles(run.root)).filter((file) => isBelow(file, run.paths));
  if (files.length === 0) {
    run.say('No test file matches.\n');
    return 2;
  }
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const costs = new Map<TestFile, number>();
  await runPool(files, {
    root: run.root,
    jobs: Math.min(run.jobs ?? availableParallelism(), files.length),
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

function sayEnd({ needsAllParts, say }: TestRun, { passed, failed, skipped, failures }: Tally): number {
  const missing = needsAllParts ? skipped : 0;
  if (missing > 0) {
    say('COLO_REQUIRE_REAL_PARTS=1: a test that was skipped for want of a real part counts as failed.\n');
  }
  if (failures.length > 0) say(`\nFailed:\n${failures.map((failure) => `  ${failure}\n`).join('')}`);
  say(`\n${passed} passed, ${failed + missing} failed, ${skipped - missing} skipped\n`);
  return passed > 0 && failed + missing === 0 ? 0 : 1;
}
