import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderedTest } from '../order-tests.ts';
import type { PlantableFault } from '../plant-fault.ts';
import type { Coverage } from './coverage.ts';
import { isExecuted } from './executed-code.ts';

/** Code that every test runs would else cost a run of all tests for each fault. */
const MOST_SECONDS = 60;

/**
 * Of the tests that reach a fault by imports, those that run its code: the others cannot notice it. First those with the fewest imports
 * between, then the others, of both the quickest, as many as take a minute together. Where none is known to run it, any of them may: in
 * a process that says nothing, because it is killed or started over SSH. So may one beside others that are known to. Whether a test that
 * was left out notices a fault that none of these does, a run of all tests says.
 *
 * @param root the checkout that the fault is planted in
 */
export function keepExecuting(
  tests: readonly OrderedTest[],
  coverage: Coverage,
  root: string,
  fault: PlantableFault,
): readonly OrderedTest[] {
  // The compiler there writes other quotes, but may write more than that: then the position is another one.
  if (readFileSync(join(root, fault.compiled), 'utf8').length !== fault.original.length) return tests;
  const executing = tests.filter(({ test }) => runsCode(coverage, test, fault));
  const kept = executing.length === 0 ? tests : executing;
  const isNearest = ({ distance }: OrderedTest): boolean => distance === kept[0]?.distance;
  return [
    ...takeQuickest(kept.filter(isNearest), coverage),
    ...takeQuickest(
      kept.filter((test) => !isNearest(test)),
      coverage,
    ),
  ];
}

/** The quickest one, and as many more as take a minute together. */
function takeQuickest(tests: readonly OrderedTest[], coverage: Coverage): readonly OrderedTest[] {
  const secondsOf = ({ test }: OrderedTest): number => coverage.get(test)?.seconds ?? 0;
  let seconds = 0;
  return [...tests]
    .sort((a, b) => secondsOf(a) - secondsOf(b))
    .filter((test, index) => {
      seconds += secondsOf(test);
      return index === 0 || seconds <= MOST_SECONDS;
    });
}

/** Whether a test file is known to run the code that a fault changes. */
export function runsCode(coverage: Coverage, test: string, fault: PlantableFault): boolean {
  const code = coverage.get(test)?.executed ?? {};
  return findChange(fault.original, fault.faulty).some((at) => isExecuted(code, fault.compiled, at));
}

/** The first position that differs, and that of the code before it: it decides whether what follows runs, as in `a && b`. */
function findChange(original: string, faulty: string): readonly number[] {
  let at = 0;
  while (at < original.length && original[at] === faulty[at]) at += 1;
  return [at, Math.max(0, original.slice(0, at).trimEnd().length - 1)];
}
