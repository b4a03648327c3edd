import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t from 'tap';
import { runFaults } from '../../src/faults/run-faults.ts';
import { makeWorkspace, readLines, sources } from './made-workspace.ts';

t.setTimeout(900_000);

const PROGRAM = fileURLToPath(new URL('./program-run-faults.js', import.meta.url));

/** The command with the arguments: its exit code and what it prints. */
async function run(root: string, ...args: readonly string[]) {
  const lines: string[] = [];
  const code = await runFaults(args, root, (text) => lines.push(text));
  return { code, text: lines.join('\n') };
}

t.test('says which faults the tests notice', async (t) => {
  const root = makeWorkspace(join(t.testdir(), 'own'));
  const compiled = join(root, 'lib/dist/src/limit.js');
  const before = readFileSync(compiled, 'utf8');

  const { code, text } = await run(root, '--count', '2', '--seed', '3');

  t.equal(code, 0);
  t.match(
    text,
    /^caught .*limit\.ts:5 by lib\/test\/good\.test\.ts, distance 1 .*: ten is not small > it is so$/m,
  );
  t.match(text, /^lib +1 +1 +1$/m);
  t.match(text, /^comparison +1 +1 +1$/m);
  t.match(
    text,
    /^NOT CAUGHT \w+ lib\/src\/loose\.ts:4 \(comparison, 1 test files ran\)\n {4}- {3}return floor\(number\) > 10;\n {4}\+ {3}return floor\(number\) >= 10;$/m,
  );
  t.match(text, /^left out, because it fails without a fault: lib\/test\/bad\.test\.ts$/m);
  t.match(text, /\n2 faults, 1 caught, 1 not caught, seed 3$/);
  t.equal(readFileSync(compiled, 'utf8'), before, 'the checkout is as it was');
  t.equal(
    readFileSync(join(root, '.colo-faults/own/lib/dist/src/limit.js'), 'utf8'),
    before,
    'so is the copy',
  );
});

t.test('what is decided is not run again, but for all tests with --full', async (t) => {
  const root = makeWorkspace(join(t.testdir(), 'own'));
  const first = await run(root, '--count', '2');
  const tally = join(root, '.colo-faults/tally-1.jsonl');
  const lines = readLines(tally);

  const second = await run(root, '--count', '2');

  t.same(readLines(tally), lines);
  t.notMatch(second.text, /^caught /m);
  t.equal(second.text.split('\n').at(-1), first.text.split('\n').at(-1));

  const full = await run(root, '--count', '2', '--full');

  t.match(
    full.text,
    /NOT CAUGHT .*loose\.ts:4 \(comparison, 2 test files ran\)/,
    'the others, but for the bad one',
  );
  t.equal(readLines(tally).length, lines.length + 1);
});

t.test('one fault is listed, and run again by its id', async (t) => {
  const root = makeWorkspace(join(t.testdir(), 'own'));
  const { text } = await run(root, '--count', '2', '--list');
  const [, id = ''] = /^(\w+) comparison lib\/src\/limit\.ts:5$/m.exec(text) ?? [];

  for (const round of [1, 2]) {
    t.match(
      (await run(root, '--only', id)).text,
      /^caught .*\n1 faults, 1 caught, 0 not caught, seed 1$/ms,
      `${round}`,
    );
  }
  t.equal((await run(root, '--only', 'none')).code, 2);
  t.equal((await run(root, '--count', 'many')).code, 2);
  t.equal((await run(root, '--suite', join(root, 'none'))).code, 2);
});

t.test('the tests of another checkout are judged with the same faults', async (t) => {
  const folder = t.testdir();
  const root = makeWorkspace(join(folder, 'own'));
  const limit = `import { join } from 'node:path';\n\n${sources['lib/src/limit.ts']}`;
  const other = makeWorkspace(join(folder, 'other'), {
    'lib/src/limit.ts': limit,
    'lib/src/loose.ts': 'export const isLarge = (number: number): boolean => number === 11;\n',
    'lib/test/good.test.ts': "import '../src/limit.ts';\n",
  });
  await run(root, '--count', '1');

  const own = await run(root, '--count', '2', '--comparable-with', other);
  const suite = await run(root, '--count', '2', '--suite', other);

  for (const { text } of [own, suite]) {
    t.match(text, /^1 faults are not comparable: others were drawn\.$/m);
    t.match(text, /\n1 faults, 1 caught, 0 not caught, seed 1$/);
  }
  t.match(own.text, /by lib\/test\/good\.test\.ts/);
  t.match(suite.text, /limit\.ts:5 by lib\/test\/package\.test\.ts, distance 2/);

  const hint = readFileSync(join(root, '.colo-faults/tally-1.jsonl'), 'utf8');
  writeFileSync(join(folder, 'hint'), hint.replaceAll('good.test.ts', 'package.test.ts'));
  const [, id = ''] = /^caught +(\w+)/m.exec(suite.text) ?? [];
  const hinted = await run(root, '--suite', other, '--only', id, '--hint-from', join(folder, 'hint'));

  t.match(hinted.text, /by lib\/test\/package\.test\.ts/);
  const last = readLines(join(root, '.colo-faults', findSuiteTally(root))).at(-1);
  t.match(last, { ran: 2 }, 'nothing but the hint, with the fault and without');
});

function findSuiteTally(root: string): string {
  return readdirSync(join(root, '.colo-faults')).find((name) => name.startsWith('tally-1-suite-')) ?? '';
}

t.test('git in a test file never finds the checkout that the copy lies in', async (t) => {
  const folder = t.testdir();
  const found = join(folder, 'found');
  const root = makeWorkspace(join(folder, 'own'), {
    'lib/test/good.test.ts': `import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import '../src/limit.ts';
const env = { PATH: process.env['PATH'] ?? '' };
const top = execFileSync('git', ['rev-parse', '--show-toplevel'], { cwd: import.meta.dirname, env, encoding: 'utf8' });
writeFileSync(${JSON.stringify(found)}, top + String(Number(process.env['TAP_TIMEOUT']) > 200));
`,
  });
  await execa('git', ['init', '--quiet', root]);

  await run(root, '--count', '2');

  t.equal(readFileSync(found, 'utf8'), `${join(root, '.colo-faults/own')}\ntrue`);
});

/** A test that, with the fault in it, says that it has started and does not end; if it has been started before, it fails. */
function hangingTest(started: string): string {
  return `import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { isSmall } from '../src/limit.ts';
const file = ${JSON.stringify(started)};
if (isSmall(10) && existsSync(file)) process.exitCode = 1;
else if (isSmall(10)) {
  const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
  writeFileSync(file, String(child.pid));
  setInterval(() => {}, 1000);
}
`;
}

/** Whether a process runs; one that has ended and waits for its parent does not. */
function isRunning(pid: number): boolean {
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'latin1') : '';
  return stat !== '' && !/\) Z /.test(stat);
}

t.test('a test that hangs notices the fault, and what it leaves running ends', async (t) => {
  const folder = t.testdir();
  const started = join(folder, 'started');
  const root = makeWorkspace(join(folder, 'own'), { 'lib/test/good.test.ts': hangingTest(started) });

  const { text } = await run(root, '--count', '2', '--deadline', '5');

  t.match(text, /^hung .*limit\.ts:5 by lib\/test\/good\.test\.ts/m);
  t.match(text, /\n2 faults, 1 caught, 1 not caught, seed 1$/);
  t.notOk(isRunning(Number(readFileSync(started, 'utf8'))));
});

t.test('with several test files at a time the same ones notice the faults', async (t) => {
  const folder = t.testdir();
  const root = makeWorkspace(join(folder, 'own'), {
    'lib/test/a.test.ts':
      "import '../src/limit.ts';\nawait new Promise((resolve) => setTimeout(resolve, 500));\n",
    'lib/test/z.test.ts':
      "import { isSmall } from '../src/limit.ts';\nif (isSmall(10)) throw new Error('z');\n",
  });

  const { text } = await run(root, '--count', '2', '--jobs', '4');

  t.match(text, /^caught .*limit\.ts:5 by lib\/test\/good\.test\.ts, distance 1/m);
  t.match(text, /^left out, because it fails without a fault: lib\/test\/bad\.test\.ts$/m);
  t.match(text, /\n2 faults, 1 caught, 1 not caught, seed 1$/);
});

for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
  t.test(`a run that was ended by ${signal} leaves nothing that the next one stumbles over`, async (t) => {
    const folder = t.testdir();
    const started = join(folder, 'started');
    const root = makeWorkspace(join(folder, 'own'), { 'lib/test/good.test.ts': hangingTest(started) });
    const copied = join(root, '.colo-faults/own/lib/dist/src/limit.js');
    const original = readFileSync(join(root, 'lib/dist/src/limit.js'), 'utf8');
    const args = [PROGRAM, root, '--count', '2', '--jobs', '2'];
    const child = execa(process.execPath, args, { reject: false });
    while (!existsSync(started) || readFileSync(started, 'utf8') === '') await wait(20);
    t.match(readFileSync(copied, 'utf8'), '<= 10');
    t.equal((await run(root, '--count', '2')).code, 2, 'nobody else may use the copy');
    child.kill(signal);
    const { exitCode } = await child;

    if (signal === 'SIGTERM') {
      t.equal(exitCode, 130);
      t.equal(readFileSync(copied, 'utf8'), original);
    }
    const { text } = await run(root, '--count', '2');

    t.match(text, /^caught .*limit\.ts:5 by lib\/test\/good\.test\.ts/m);
    t.match(text, /\n2 faults, 1 caught, 1 not caught, seed 1$/);
    t.equal(readFileSync(copied, 'utf8'), original);
    t.notOk(isRunning(Number(readFileSync(started, 'utf8'))));
  });
}
