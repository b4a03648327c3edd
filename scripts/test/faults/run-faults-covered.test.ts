import { existsSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t from 'tap';
import { runFaults } from '../../src/faults/run-faults.ts';
import { makeWorkspace, readLines } from './made-workspace.ts';

t.setTimeout(900_000);

const PROGRAM = fileURLToPath(new URL('./program-run-faults.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

async function run(root: string, ...args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  await runFaults(['--count', '2', ...args], root, (text) => lines.push(text));
  return lines.join('\n');
}

const COVERAGE = /^Coverage of 5 test files$/m;

t.test('with --coverage no test runs for a fault whose code it does not run', async (t) => {
  const root = makeWorkspace(join(t.testdir(), 'own'), {
    'lib/test/a.test.ts': "import '../src/limit.ts';\nimport '../src/loose.ts';\n",
  });

  const text = await run(root, '--coverage', '--jobs', '2');

  t.match(text, COVERAGE);
  t.match(text, /^caught .*limit\.ts:5 by lib\/test\/(?:good|package)\.test\.ts/m);
  t.match(text, /^NOT CAUGHT .*loose\.ts:4 \(comparison, 1 test files ran\)$/m);
  t.match(text, /^left out, because it fails without a fault: lib\/test\/bad\.test\.ts$/m);
  t.notMatch(await run(root, '--coverage', '--seed', '2'), COVERAGE, 'it is known by now');

  writeFileSync(join(root, 'lib/dist/test/a.test.js'), "import '../src/limit.js';\n");

  t.match(await run(root, '--coverage', '--seed', '2'), COVERAGE, 'of this code it is not');
});

t.test('tests that reach a fault run for it where none is known to run its code', async (t) => {
  const root = makeWorkspace(join(t.testdir(), 'own'), {
    'lib/test/loose.test.ts': `import { execFileSync } from 'node:child_process';
const program = "process.exitCode = (await import('" + import.meta.resolve('../src/loose.js') + "')).isLarge(10) ? 1 : 0;";
execFileSync(process.execPath, ['--input-type=module', '-e', program], { env: {} });
`,
  });

  const text = await run(root, '--coverage');

  t.match(text, /^caught .*loose\.ts:4 by lib\/test\/loose\.test\.ts, distance 1/m);
});

/** A test file of one test, with the framework: all tests run in processes that they share. */
function tapTest(imports: string, condition: string): string {
  return `import t from 'tap';\n${imports}\nt.test('it is so', async (t) => t.ok(${condition}));\n`;
}

/** A checkout in which nothing that reaches the code of `isLarge` tries it with ten. */
function makeLoose(folder: string, changes: Readonly<Record<string, string>> = {}): string {
  const root = makeWorkspace(join(folder, 'own'), {
    'lib/test/good.test.ts': tapTest("import { isSmall } from '../src/limit.ts';", '!isSmall(10)'),
    'lib/test/bad.test.ts': tapTest('', 'true'),
    'lib/test/package.test.ts': tapTest('', 'true'),
    'lib/test/loose.test.ts': tapTest("import { isLarge } from '../src/loose.ts';", 'isLarge(11)'),
    ...changes,
  });
  symlinkSync(realpathSync(join(ROOT, 'node_modules/tap')), join(root, 'node_modules/tap'));
  return root;
}

t.test(
  'with --confirm all tests run once for all faults that no test that reaches them caught',
  async (t) => {
    const root = makeLoose(t.testdir());

    const text = await run(root, '--confirm', '--jobs', '2');

    t.match(text, /^All tests run with 1 faults at once\.$/m);
    t.match(text, /\n2 faults, 1 caught, 1 not caught, seed 1$/);
    t.match(readLines(join(root, '.colo-faults/tally-1.jsonl')).at(-1), {
      outcome: 'not caught',
      full: true,
    });
    t.notMatch(await run(root, '--confirm'), /^All tests run/m, 'they are confirmed by now');
  },
);

t.test('the fault that a test notices in that run is found, and is caught', async (t) => {
  const far = "const folder = '../src';\nconst { isLarge } = await import(`${folder}/loose.js`);";
  const root = makeLoose(t.testdir(), {
    'lib/test/far.test.ts': tapTest(far, '!isLarge(10)'),
    'lib/src/looser.ts': 'export const isZero = (number: number): boolean => number === 0;\n',
  });

  const text = await run(root, '--count', '3', '--confirm');

  t.match(text, /^All tests run with 2 faults at once\.$/m);
  t.match(text, /^caught .*loose\.ts:4 by lib\/test\/far\.test\.ts, distance -/m);
  t.match(text, /^All tests run with 1 faults at once\.$/m);
  t.match(text, /^NOT CAUGHT .*looser\.ts:1 /m);
  t.match(text, /\n3 faults, 2 caught, 1 not caught, seed 1$/);
});

t.test('a run that is interrupted while all tests run takes the faults out', async (t) => {
  const folder = t.testdir();
  const started = join(folder, 'started');
  const hang = `import { writeFileSync } from 'node:fs';
writeFileSync(${JSON.stringify(started)}, '');
await new Promise((resolve) => setTimeout(resolve, 800_000));`;
  const root = makeLoose(folder, { 'lib/test/far.test.ts': tapTest(hang, 'true') });
  const copied = join(root, '.colo-faults/own/lib/dist/src/loose.js');
  const original = readFileSync(join(root, 'lib/dist/src/loose.js'), 'utf8');
  const child = execa(process.execPath, [PROGRAM, root, '--count', '2', '--confirm'], { reject: false });
  while (!existsSync(started)) await wait(20);
  t.not(readFileSync(copied, 'utf8'), original);

  child.kill('SIGTERM');

  t.equal((await child).exitCode, 130);
  t.equal(readFileSync(copied, 'utf8'), original);
});
