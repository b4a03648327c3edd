import t from 'tap';
import { createRandom } from '../../src/edge-host/random.ts';
import { findProblem } from '../../src/fuzz/find-problem.ts';
import { minimize } from '../../src/fuzz/minimize.ts';
import { parseFuzzOptions } from '../../src/fuzz/options.ts';
import { fuzzTargets } from '../../src/fuzz/registry.ts';
import { fuzz } from '../../src/fuzz/run-fuzz.ts';
import type { FuzzOutcome, FuzzTarget } from '../../src/fuzz/target.ts';

t.setTimeout(900_000);

/** Inputs of the run that belongs to the tests; the same every time. */
const RUNS = 1500;

t.test('a fixed run over every target finds nothing', async (t) => {
  const result = await fuzz({ seed: 1, runs: RUNS, seconds: undefined, target: undefined, input: undefined });

  t.same(result, { runs: RUNS });
});

function target(run: (input: string) => FuzzOutcome): FuzzTarget {
  return { name: 'x', seeds: 'words', run };
}

t.test('crashes, faults without a position and unsafe texts are problems', async (t) => {
  const place = {
    file: 'x',
    line: 1,
    column: 1,
    code: 'INTERNAL',
    severity: 'error',
    fix: '',
    pointer: '',
  } as const;
  const cases: readonly (readonly [RegExp, (input: string) => FuzzOutcome])[] = [
    [
      /not a ColoError: TypeError/,
      () => {
        throw new TypeError('x');
      },
    ],
    [/no position/, () => ({ diagnostics: [{ ...place, message: 'x', line: 0 }] })],
    [/no position/, () => ({ diagnostics: [{ ...place, message: 'x', file: '' }] })],
    [/beyond the text/, () => ({ file: 'x', diagnostics: [{ ...place, message: 'x', line: 2 }] })],
    [/beyond the text/, () => ({ file: 'x', diagnostics: [{ ...place, message: 'x', column: 2 }] })],
    [/not safe/, () => ({ diagnostics: [{ ...place, message: '\u001b[2J' }] })],
    [/not safe/, () => ({ said: ['a\u202eb'] })],
  ];
  for (const [problem, run] of cases) t.match(await findProblem(target(run), ''), problem);
  t.equal(
    await findProblem(
      target(() => ({ said: ['a'] })),
      '',
    ),
    undefined,
  );
});

t.test('an input is made smaller while it still fails', async (t) => {
  const smallest = await minimize(`${'x'.repeat(200)}a${'y'.repeat(100)}b`, async (input) =>
    /a.*b/.test(input),
  );

  t.equal(smallest, 'ab');
});

t.test('a seed repeats its numbers', async (t) => {
  const [one, other] = [createRandom(7), createRandom(7)];

  t.same(
    Array.from({ length: 20 }, () => one.below(1000)),
    Array.from({ length: 20 }, () => other.below(1000)),
  );
});

t.test('names are unique, and arguments are checked', async (t) => {
  const names = fuzzTargets.map(({ name }) => name);

  t.equal(new Set(names).size, names.length);
  t.match(parseFuzzOptions([], names, 5), { seed: 5, seconds: 10, runs: undefined });
  t.match(parseFuzzOptions(['--runs', '3', '--seed', '9'], names, 5), {
    seed: 9,
    seconds: undefined,
    runs: 3,
  });
  for (const args of [['--seconds', 'x'], ['--target', 'none'], ['--input', 'file'], ['--what']])
    t.throws(() => parseFuzzOptions(args, names, 5), { code: 'USAGE' }, args.join(' '));
});
