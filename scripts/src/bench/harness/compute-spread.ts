import { ColoError } from '@colo/schemas/errors';

/** A median and how far the readings lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The middle of some readings. The median, since one run that met a busy machine must not move it.
 *
 * @throws ColoError INTERNAL for no values, and for one that is not a positive number: no work takes no time, and a
 * counter that shows nothing did not count
 */
export function computeSpread(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right);
  const bad = values.find((value) => !Number.isFinite(value) || value <= 0);
  if (bad !== undefined) throw new ColoError('INTERNAL', `${bad} is not a measurement.`);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  const [min] = sorted;
  const max = sorted.at(-1);
  if (upper === undefined || lower === undefined || min === undefined || max === undefined)
    throw new ColoError('INTERNAL', 'There is no measurement.');
  return { median: (lower + upper) / 2, min, max };
}
