import type { Comparison } from '../benchmark.ts';
import type { Reading } from './metrics.ts';
import type { Side } from './side.ts';

/** All counted readings of one side, in the order of rounds. */
export interface SideReadings {
  readonly name: string;
  readonly readings: readonly Reading[];
}

export interface TakeOptions {
  readonly runs: number;
  readonly signal: AbortSignal;
}

/**
 * Measures all sides in turns (A B A B …), so that whatever else the machine does meets all of them alike. One round
 * before the first is not counted: it fills caches and compiles what is compiled at first use. A cold comparison has none.
 */
export async function takeReadings(
  comparison: Comparison,
  { runs, signal }: TakeOptions,
): Promise<readonly SideReadings[]> {
  const sides = [comparison.ours, ...comparison.peers];
  const taken = sides.map((side) => ({ side, readings: [] as Reading[] }));
  const last = Math.min(runs, comparison.mostRuns ?? runs);
  for (let round = comparison.isCold === true ? 1 : 0; round <= last; round += 1) {
    await comparison.beforeRound?.(round);
    for (const { side, readings } of taken) {
      signal.throwIfAborted();
      const reading = await takeReading(side, round);
      if (round > 0) readings.push(reading);
    }
  }
  return taken.map(({ side, readings }) => ({ name: side.name, readings }));
}

async function takeReading(side: Side, round: number): Promise<Reading> {
  await side.prepare?.(round);
  const start = performance.now();
  await side.run(round);
  const time = performance.now() - start;
  const more = (await side.gauge?.(round)) ?? {};
  const rate = side.operations === undefined ? {} : { rate: (side.operations / time) * 1000 };
  return { time, ...rate, ...more };
}
