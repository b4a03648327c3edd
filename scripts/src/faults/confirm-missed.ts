import type { Fault } from './fault.ts';
import { judgeFault, type Suite } from './judge-fault.ts';
import { prepareFault } from './plant-fault.ts';
import { groupFaults, runAllWith } from './plant-together.ts';
import type { Verdict } from './tally.ts';
import type { Transpile } from './transpile.ts';

/**
 * Says of faults that no test which reaches them has caught whether any other does, by a run of all tests with all of them planted.
 * Where nothing fails, nothing notices any of them: a run for each would say the same, but for two faults of which one makes up for the
 * other. A test that fails is tried with each of them alone, and the one that it notices stays out of the next run.
 *
 * @returns what was decided, and of which fault: nothing where a test fails with all of them and with none alone
 */
export async function confirmMissed(
  suite: Suite,
  missed: readonly (readonly [Fault, Verdict])[],
  transpile: Transpile,
  say: (text: string) => void,
): Promise<readonly (readonly [Fault, Verdict])[]> {
  const decided: (readonly [Fault, Verdict])[] = [];
  const open = new Map(missed);
  while (open.size > 0) {
    const { faults, plantable } = groupFaults(suite.root, transpile, [...open.keys()]);
    say(`All tests run with ${faults.length} faults at once.`);
    const failed = await runAllWith(suite, plantable);
    const caught = new Map<Fault, Verdict>();
    const unexplained: string[] = [];
    for (const test of failed) {
      const found = await findNoticed(suite, faults, transpile, test);
      if (found !== undefined) caught.set(...found);
      else if (!suite.leftOut.has(test)) unexplained.push(test);
    }
    if (unexplained.length > 0) {
      say(`These fail with all of them, and with none alone: ${unexplained.join(', ')}`);
      if (caught.size === 0) break;
    }
    const confirmed = unexplained.length === 0 && caught.size === 0 ? faults : [];
    for (const fault of confirmed) {
      const verdict = open.get(fault);
      if (verdict !== undefined) caught.set(fault, { ...verdict, full: true });
    }
    for (const fault of caught.keys()) open.delete(fault);
    decided.push(...caught);
  }
  return decided;
}

/** The first of the faults that makes a test file fail, alone. */
async function findNoticed(
  suite: Suite,
  faults: readonly Fault[],
  transpile: Transpile,
  test: string,
): Promise<readonly [Fault, Verdict] | undefined> {
  for (const fault of faults) {
    const plantable = prepareFault(suite.root, transpile, fault);
    if (plantable === undefined || suite.leftOut.has(test)) continue;
    const verdict = await judgeFault(suite, fault, plantable, {
      full: false,
      reachingPassed: true,
      hint: test,
      coverage: undefined,
    });
    if (verdict.outcome !== 'not caught') return [fault, verdict];
  }
  return undefined;
}
