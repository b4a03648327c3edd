import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { followResults, type Tally } from '../../src/testing/follow-results.ts';
import { runPool } from '../../src/testing/run-pool.ts';
import type { TestFile } from '../../src/testing/test-file.ts';

interface PoolRun {
  readonly tally: Tally;
  readonly said: string;
  /** Sources of files that ended, in that order. */
  readonly ended: readonly string[];
  readonly broke: readonly string[];
}

/** Runs made test files, one worker at a time. A name that begins with `own-` asks for a process of its own. */
async function run(t: Test, files: Readonly<Record<string, string>>): Promise<PoolRun> {
  const folder = t.testdir();
  const tests: TestFile[] = [];
  for (const [source, text] of Object.entries(files)) {
    const compiled = join(folder, `${source}.test.mjs`);
    await writeFile(compiled, `import t from 'tap';\n${text}\n`);
    tests.push({ source, compiled, ...(source.startsWith('own-') ? { ownProcess: 'it asks for one' } : {}) });
  }
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
  let said = '';
  const ended: string[] = [];
  const broke: string[] = [];
  await runPool(tests, {
    root: folder,
    jobs: 1,
    follow: (parser) => followResults(parser, tally, (text) => (said += text)),
    ended: ({ source }, seconds) => ended.push(seconds > 0 ? source : `${source} for nothing`),
    broke: ({ source }, how) => broke.push(`${source}: ${how}`),
  });
  return { tally, said, ended, broke };
}

/** A test file that tells the number of its process as a reason to skip, which is the only text that a passing test may say. */
const SAY_PID = "t.test('pid', async (t) => { t.pass('x', { skip: `pid ${process.pid}` }); });";

function readPids(said: string): readonly string[] {
  return [...said.matchAll(/pid (\d+)/gu)].map(([, pid = '']) => pid);
}

t.test('files share a process, and each is a test that holds those of the file', async (t) => {
  const { tally, said, ended } = await run(t, {
    one: `${SAY_PID} t.test('first', async (t) => { t.equal(1, 1); t.ok(true); });`,
    two: SAY_PID,
  });

  const pids = readPids(said);
  t.equal(pids.length, 2);
  t.equal(new Set(pids).size, 1);
  t.same(ended, ['one', 'two']);
  t.match(tally, { failed: 0, skipped: 2, failures: [] });
  t.match(said, /^ok {5}one \(\d+\.\d s\)$/mu);
  t.match(said, / {2}SKIPPED one > pid > x: pid/u);
});

t.test('a file that asks for a process of its own gets one, and goes first', async (t) => {
  const { said, ended } = await run(t, { one: SAY_PID, 'own-two': SAY_PID });

  t.equal(new Set(readPids(said)).size, 2);
  t.same(ended, ['own-two', 'one']);
});

t.test(
  'a failure is named once with its file and test, and nothing runs in its process afterwards',
  async (t) => {
    const { tally, said } = await run(t, {
      one: `${SAY_PID} t.test('sum', async (t) => { t.equal(1 + 1, 3, 'adds up'); });`,
      two: SAY_PID,
    });

    t.equal(tally.failed, 1);
    t.match(tally.failures, [/^one > sum > adds up \(.*one\.test\.mjs:\d+\)$/u]);
    t.match(said, /NOT OK one/u);
    t.match(said, /-3\n *\+2/u);
    t.equal(new Set(readPids(said)).size, 2);
  },
);

t.test('a file that ends its process is named, and the files behind it run', async (t) => {
  const { tally, ended, broke } = await run(t, {
    one: "t.test('ends', async () => { process.kill(process.pid, 'SIGKILL'); });",
    two: SAY_PID,
  });

  t.same(broke, ['one: its process was ended by SIGKILL']);
  t.same(ended, ['two']);
  t.equal(tally.skipped, 1);
});

t.test('a file that cannot be loaded fails', async (t) => {
  const { tally, ended } = await run(t, { one: "await import('./missing.mjs');", two: SAY_PID });

  t.match(tally.failures, [/^one/u]);
  t.same(ended, ['one', 'two']);
});

t.test('an error outside of every test fails the file', async (t) => {
  const { tally } = await run(t, {
    one: "setTimeout(() => { throw new Error('late'); }, 1); t.test('waits', async () => new Promise((r) => setTimeout(r, 50)));",
  });

  t.equal(tally.failed, 1);
  t.match(tally.failures, [/late/u]);
});

t.test('what a helper outside of a test asserts counts for its file', async (t) => {
  const { tally, said } = await run(t, {
    one: "const check = () => t.equal(1, 2, 'outside'); t.test('inner', async () => check());",
  });

  t.match(tally.failures, [/^one > outside/u]);
  t.match(said, /NOT OK one/u);
});

t.test('a promise that is rejected with nobody waiting fails the file', async (t) => {
  const { tally } = await run(t, {
    one: "t.test('careless', async (t) => { void Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 50)); t.pass(); });",
  });

  t.match(tally.failures, [/^one > careless > lost/u]);
});

t.test('a file without any test fails', async (t) => {
  const { tally } = await run(t, { one: '' });

  t.match(tally.failures, [/^one > there is no test in it/u]);
});

t.test('a process ends with a test that ran out of time, whatever its body is still at', async (t) => {
  const { tally, ended } = await run(t, {
    one: "t.test('endless', { timeout: 50 }, () => new Promise(() => setInterval(() => undefined, 1000)));",
    two: SAY_PID,
  });

  t.match(tally.failures, [/^one > endless > timeout/u]);
  t.equal(tally.failures.length, 1, 'nothing waited for what the body left open');
  t.same(ended, ['one', 'two']);
});
