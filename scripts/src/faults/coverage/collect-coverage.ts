import { mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Suite } from '../judge-fault.ts';
import { toCompiled } from '../transpile.ts';
import { addToCoverage, type Coverage, digestCode, readCoverage, type TestCoverage } from './coverage.ts';
import { type ExecutedCode, readExecutedCode, uniteCode } from './executed-code.ts';

/**
 * Runs each test file alone, without a fault, and keeps what it runs of the code, in its own process and in those that it starts. A
 * process that is killed says nothing, and neither does one that is started without the environment, as by an SSH server.
 *
 * Test files that do not pass are left out.
 *
 * @param file where it is kept: a test file that is in it for the same code is not run again
 */
export async function collectCoverage(
  suite: Suite,
  file: string,
  say: (text: string) => void,
): Promise<Coverage> {
  const digest = await digestCode(suite.graph.tree);
  const known = readCoverage(file, digest);
  const missing = suite.graph.tests.filter((test) => !known.has(test));
  if (missing.length > 0) say(`Coverage of ${missing.length} test files`);
  async function work(place: number): Promise<void> {
    for (let test = missing.shift(); test !== undefined; test = missing.shift()) {
      addToCoverage(file, digest, await runCovered(suite, test, place));
    }
  }
  await Promise.all(Array.from({ length: suite.jobs }, (_, place) => work(place)));
  const coverage = readCoverage(file, digest);
  for (const { test, passed } of coverage.values()) if (!passed) suite.leftOut.add(test);
  return coverage;
}

async function runCovered(suite: Suite, test: string, place: number): Promise<TestCoverage> {
  const root = await realpath(suite.root);
  const folder = join(root, 'coverage', String(place));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const workspace = test.slice(0, test.indexOf('/'));
  const signal = new AbortController().signal;
  const settings = { NODE_V8_COVERAGE: folder };
  const { seconds, result } = await suite.run(toCompiled(workspace, test), place, signal, settings);
  let executed: ExecutedCode = {};
  for (const name of await readdir(folder)) {
    executed = uniteCode(executed, await readExecutedCode(join(folder, name), root));
  }
  await rm(folder, { recursive: true, force: true });
  return { test, seconds, passed: result === 'passed', executed };
}
