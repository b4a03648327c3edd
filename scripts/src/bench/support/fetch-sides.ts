import type { Side } from '../harness/side.ts';

/** One way of getting a site's part of the repo. */
export interface FetchSides {
  /** From nothing. */
  readonly first: Side;
  /** From what the last round, or the last first fetch, left. */
  readonly increment: Side;
}
