import { confirmMissed } from './confirm-missed.ts';
import type { Coverage } from './coverage/coverage.ts';
import type { Fault } from './fault.ts';
import { formatVerdict } from './format-report.ts';
import { judgeFault, type Suite } from './judge-fault.ts';
import type { FaultsOptions } from './options.ts';
import { prepareFault } from './plant-fault.ts';
import { addToTally, readTally, type Verdict } from './tally.ts';
import { createTranspile } from './transpile.ts';

export interface Judging {
  /** The file of the tally. */
  readonly tally: string;
  readonly coverage: Coverage | undefined;
  readonly options: FaultsOptions;
  readonly say: (text: string) => void;
}

/** Judges the faults that the tally does not decide, and adds to it at once what is decided. */
export async function judgeAll(
  suite: Suite,
  faults: readonly Fault[],
  judging: Judging,
): Promise<readonly Verdict[]> {
  const { tally, coverage, options, say } = judging;
  const { verdicts: earlier, leftOut } = readTally(tally);
  const hints = options.hintFrom === undefined ? undefined : readTally(options.hintFrom).verdicts;
  const transpile = createTranspile(suite.root);
  const known = new Set(leftOut);
  const verdicts = new Map<Fault, Verdict>();
  function keep(fault: Fault, verdict: Verdict): void {
    for (const test of suite.leftOut) if (!known.has(test)) addToTally(tally, { leftOut: test });
    for (const test of suite.leftOut) known.add(test);
    addToTally(tally, verdict);
    verdicts.set(fault, verdict);
    say(formatVerdict(verdict));
  }
  for (const fault of faults) {
    const before = options.only === undefined ? earlier.get(fault.id) : undefined;
    if (before !== undefined && (before.outcome !== 'not caught' || before.full || !options.full)) {
      verdicts.set(fault, before);
      continue;
    }
    const plantable = prepareFault(suite.root, transpile, fault);
    if (plantable === undefined) throw new Error(`${fault.id} cannot be planted`);
    const verdict = await judgeFault(suite, fault, plantable, {
      full: options.full,
      reachingPassed: before !== undefined && (before.covered !== true || coverage !== undefined),
      hint: hints?.get(fault.id)?.test,
      coverage,
    });
    keep(fault, verdict);
  }
  if (options.confirm) {
    const missed = [...verdicts].filter(([, { outcome, full }]) => outcome === 'not caught' && !full);
    await confirmMissed(suite, missed, { transpile, coverage, say, decide: keep });
  }
  return [...verdicts.values()];
}
