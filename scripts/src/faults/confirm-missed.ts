import type { Coverage } from './coverage/coverage.ts';
import { runsCode } from './coverage/keep-executing.ts';
import type { Fault } from './fault.ts';
import { judgeFault, type Suite } from './judge-fault.ts';
import { prepareFault } from './plant-fault.ts';
import { groupFaults, runAllWith } from './plant-together.ts';
import type { Verdict } from './tally.ts';
import type { Transpile } from './transpile.ts';

export interface Confirmation {
  readonly transpile: Transpile;
  readonly coverage: Coverage | undefined;
  readonly say: (text: string) => void;
  /** Takes what was found out about a fault. */
  readonly decide: (fault: Fault, verdict: Verdict) => void;
}

/**
 * Says of faults that no test which reaches them has caught whether any other does, by a run of all tests with all of them planted.
 * Where nothing fails, nothing notices any of them: a run for each would say the same, but for two faults of which one makes up for the
 * other. A test that fails is tried with each of them alone, and the one that it notices stays out of the next run. Nothing is decided
 * of those that remain where a test fails with all of them, and with none alone.
 */
export async function confirmMissed(
  suite: Suite,
  missed: readonly (readonly [Fault, Verdict])[],
  confirmation: Confirmation,
): Promise<void> {
  const { transpile, say, decide } = confirmation;
  const open = new Map(missed);
  while (open.size > 0) {
    const { faults, plantable } = groupFaults(suite.root, transpile, [...open.keys()]);
    say(`All tests run with ${faults.length} faults at once.`);
    const caught = new Set<Fault>();
    const unexplained: string[] = [];
    for (const test of await runAllWith(suite, plantable)) {
      // What another test has noticed first: it is the likely cause.
      const others = faults.filter((fault) => !caught.has(fault));
      const found = await findNoticed(suite, [...caught, ...others], confirmation, test);
      if (found === undefined && !suite.leftOut.has(test)) unexplained.push(test);
      if (found === undefined || caught.has(found[0])) continue;
      decide(...found);
      caught.add(found[0]);
    }
    for (const fault of caught) open.delete(fault);
    if (unexplained.length > 0) say(`fails with all of them, with none alone: ${unexplained.join(', ')}`);
    if (caught.size > 0) continue;
    if (unexplained.length > 0) return;
    for (const fault of faults) {
      const verdict = open.get(fault);
      if (verdict !== undefined) decide(fault, { ...verdict, full: true });
      open.delete(fault);
    }
  }
}

/** The first of the faults that makes a test file fail, alone. */
async function findNoticed(
  suite: Suite,
  faults: readonly Fault[],
  { transpile, coverage }: Confirmation,
  test: string,
): Promise<readonly [Fault, Verdict] | undefined> {
  const candidates = faults.flatMap((fault) => {
    const plantable = prepareFault(suite.root, transpile, fault);
    if (plantable === undefined) return [];
    return [{ fault, plantable, runs: coverage === undefined || runsCode(coverage, test, plantable) }];
  });
  for (const { fault, plantable } of candidates.sort((a, b) => Number(b.runs) - Number(a.runs))) {
    if (suite.leftOut.has(test)) continue;
    const options = { full: false, reachingPassed: true, hint: test, coverage: undefined };
    const verdict = await judgeFault(suite, fault, plantable, options);
    if (verdict.outcome !== 'not caught') return [fault, verdict];
  }
  return undefined;
}
