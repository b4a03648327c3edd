export interface BackoffOptions {
  readonly initialMs: number;
  readonly maxMs: number;
}

/**
 * Pause before the next try: doubled with every failure, bounded, and anywhere in its upper half, so that many who
 * failed together do not come back together.
 *
 * @param failures failures in a row, from 1
 * @param random a number in [0, 1)
 */
export function computeBackoff(
  failures: number,
  options: BackoffOptions,
  random: number = Math.random(),
): number {
  const full = Math.min(options.maxMs, options.initialMs * 2 ** Math.min(failures - 1, 30));
  return full / 2 + (full / 2) * random;
}
