import type { Reading } from './metrics.ts';

/** One way of doing the work that a comparison measures. */
export interface Side {
  readonly name: string;
  /** Operations that one run does; given, the side also has a rate. */
  readonly operations?: number;
  /** Makes one run ready; not measured. */
  prepare?(round: number): Promise<void>;
  /** The work. Its wall time is taken. */
  run(round: number): Promise<unknown>;
  /** What else the run cost, read after it; not part of its time. */
  gauge?(round: number): Promise<Reading>;
}
