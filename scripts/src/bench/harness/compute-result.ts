import { ColoError } from '@colo/schemas/errors';
import { computeSpread, type Spread } from './compute-spread.ts';
import { listMetrics, type Metric } from './metrics.ts';
import type { SideReadings } from './take-readings.ts';

export interface MetricResult extends Spread {
  readonly metric: Metric;
  /** Every counted reading, in the order of rounds. */
  readonly readings: readonly number[];
}

export interface SideResult {
  readonly name: string;
  readonly metrics: readonly MetricResult[];
}

/** Our number divided by the peer's. */
export interface Ratio extends Spread {
  readonly metric: Metric;
  readonly ours: string;
  readonly peer: string;
}

export interface ComparisonResult {
  readonly title: string;
  readonly sides: readonly SideResult[];
  /** Empty where there is no peer. */
  readonly ratios: readonly Ratio[];
}

/**
 * Folds readings into medians and ratios. A ratio is taken within each round, where both sides met the same machine, and
 * the median of those is shown.
 *
 * @throws ColoError INTERNAL where the readings cannot be compared
 */
export function computeResult(title: string, taken: readonly SideReadings[]): ComparisonResult {
  const sides = taken.map(foldSide);
  const [ours, ...peers] = sides;
  if (ours === undefined) throw new ColoError('INTERNAL', `Nothing was measured for "${title}".`);
  return { title, sides, ratios: peers.flatMap((peer) => compareSides(title, ours, peer)) };
}

function foldSide({ name, readings }: SideReadings): SideResult {
  const [first] = readings;
  if (first === undefined) throw new ColoError('INTERNAL', `"${name}" was not measured.`);
  const metrics = listMetrics(first).map((metric) => {
    const values = readings.map((reading) => reading[metric] ?? Number.NaN);
    return { metric, ...computeSpread(values), readings: values };
  });
  return { name, metrics };
}

function compareSides(title: string, ours: SideResult, peer: SideResult): readonly Ratio[] {
  return ours.metrics.flatMap(({ metric, readings }) => {
    const other = peer.metrics.find((each) => each.metric === metric);
    if (other === undefined) return [];
    if (other.readings.length !== readings.length)
      throw new ColoError('INTERNAL', `The sides of "${title}" have different numbers of readings.`);
    const ratios = readings.map((value, round) => value / (other.readings[round] ?? Number.NaN));
    return [{ metric, ours: ours.name, peer: peer.name, ...computeSpread(ratios) }];
  });
}
