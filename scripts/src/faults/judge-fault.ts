import type { ImportGraph } from '../testing/import-graph.ts';
import type { Coverage } from './coverage/coverage.ts';
import { keepExecuting } from './coverage/keep-executing.ts';
import type { Fault } from './fault.ts';
import { findFailingTest } from './find-failing-test.ts';
import { type OrderedTest, orderTests } from './order-tests.ts';
import { type PlantableFault, plantFault } from './plant-fault.ts';
import type { TestRun } from './run-test-file.ts';
import type { Verdict } from './tally.ts';
import { toCompiled } from './transpile.ts';

/** The tests that are judged. */
export interface Suite {
  /** The copy of their checkout. */
  readonly root: string;
  readonly graph: ImportGraph;
  /** Test files that fail without any fault: they say nothing. */
  readonly leftOut: Set<string>;
  /** How many test files run at the same time. */
  readonly jobs: number;
  /** Ends what runs. */
  readonly signal: AbortSignal;
  /** Runs a compiled test file of the copy in one of the places, from 0 up to `jobs`. Throws where it is aborted. */
  readonly run: (
    file: string,
    place: number,
    signal: AbortSignal,
    settings?: Readonly<Record<string, string>>,
  ) => Promise<TestRun>;
}

export interface JudgeOptions {
  /** Run those tests too that no import leads from to the fault. */
  readonly full: boolean;
  /** The tests that would run first, for they reach it, have passed in an earlier run. */
  readonly reachingPassed: boolean;
  /** The test file to run first, and in any case. */
  readonly hint: string | undefined;
  /** What each test file runs; undefined: that is not known. */
  readonly coverage: Coverage | undefined;
}

/** Plants a fault and runs test files until one notices it: one that fails with the fault, and passes without. */
export async function judgeFault(
  suite: Suite,
  fault: Fault,
  plantable: PlantableFault,
  options: JudgeOptions,
): Promise<Verdict> {
  const { edit: _, ...about } = fault;
  let seconds = 0;
  let ran = 0;
  async function run(test: string, place: number, signal: AbortSignal): Promise<TestRun> {
    const result = await suite.run(toCompiled(findWorkspace(suite, test), test), place, signal);
    seconds += result.seconds;
    ran += 1;
    return result;
  }
  let tests = chooseTests(suite, fault, plantable, options);
  while (tests.length > 0) {
    const found = await withFault(suite.root, plantable, () => findFailingTest(tests, suite.jobs, run));
    if (found === undefined) break;
    const { test, distance } = found.test;
    const plain = await run(test, 0, new AbortController().signal);
    if (plain.result === 'passed') {
      const outcome = found.run.result === 'hung' ? 'hung' : 'caught';
      const { failure } = found.run;
      return { ...about, outcome, test, failure, distance, seconds, ran, full: options.full };
    }
    suite.leftOut.add(test);
    tests = tests.slice(tests.indexOf(found.test) + 1);
  }
  const covered = options.coverage === undefined ? undefined : true;
  return { ...about, outcome: 'not caught', seconds, ran, full: options.full, covered };
}

function chooseTests(
  { root, graph, leftOut }: Suite,
  fault: Fault,
  plantable: PlantableFault,
  { full, reachingPassed, hint, coverage }: JudgeOptions,
): readonly OrderedTest[] {
  const all = orderTests(graph, fault.file, hint).filter(({ test }) => !leftOut.has(test));
  const hinted = all.filter(({ test }) => test === hint);
  const reaching = all.filter(({ test, distance }) => distance !== undefined && test !== hint);
  const executing = coverage === undefined ? reaching : keepExecuting(reaching, coverage, root, plantable);
  const others = full ? all.filter((each) => !hinted.includes(each) && !executing.includes(each)) : [];
  return [...hinted, ...(reachingPassed ? [] : executing), ...others];
}

async function withFault<T>(root: string, plantable: PlantableFault, act: () => Promise<T>): Promise<T> {
  const takeOut = plantFault(root, plantable);
  try {
    return await act();
  } finally {
    takeOut();
  }
}

function findWorkspace({ graph }: Suite, test: string): string {
  return graph.tree.workspaces.find(({ folder }) => test.startsWith(`${folder}/`))?.folder ?? '';
}
