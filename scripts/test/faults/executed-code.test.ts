import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import {
  type ExecutedCode,
  isExecuted,
  readExecutedCode,
  uniteCode,
} from '../../src/faults/coverage/executed-code.ts';

const CODE = `function never() { return 1; }
function choose(flag) {
  if (flag) { return 'one'; }
  return flag === null && never();
}
console.log([true, false].slice(...process.argv.slice(2).map(Number)).map((flag) => choose(flag)));
`;

/** What a process with the arguments runs of the code. */
async function runCovered(root: string, ...args: readonly string[]): Promise<ExecutedCode> {
  const folder = join(root, 'coverage');
  const file = join(root, 'lib/dist/src/code.js');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, CODE);
  execFileSync(process.execPath, [file, ...args], { env: { NODE_V8_COVERAGE: folder } });
  const [name = ''] = readdirSync(folder);
  return await readExecutedCode(join(folder, name), root);
}

function runs(code: ExecutedCode, text: string): boolean {
  return isExecuted(code, 'lib/dist/src/code.js', CODE.indexOf(text));
}

t.test('a position ran where the innermost range around it did, in one of the processes', async (t) => {
  const folder = t.testdir({ one: {}, other: {} });

  const one = await runCovered(join(folder, 'one'), '0', '1');
  const other = await runCovered(join(folder, 'other'), '1');
  const both = uniteCode(one, other);

  t.same(Object.keys(both), ['lib/dist/src/code.js']);
  for (const [code, first, second] of [
    [one, true, false],
    [other, false, true],
    [both, true, true],
  ] as const) {
    t.equal(runs(code, "'one'"), first);
    t.equal(runs(code, 'flag === null'), second);
    t.ok(runs(code, 'if (flag)'));
    t.notOk(runs(code, 'never()'), 'what is never called');
    t.notOk(runs(code, '&& never()'));
  }
  t.notOk(isExecuted(both, 'lib/dist/src/other.js', 0));
});

t.test('of a process that was ended while it wrote nothing is known', async (t) => {
  const folder = t.testdir({ half: '{"result":[{"scriptId":"1","url":"file:' });

  t.same(await readExecutedCode(join(folder, 'half'), folder), {});
});
