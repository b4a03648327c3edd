/**
 * What a caller may do about an error. Retry policy hangs on this word, never on the message.
 * - `terminal`: the input is wrong; only a changed input can help.
 * - `transient`: the world is in the way (network, rate limit); the same attempt may succeed later.
 * - `waiting`: nothing is wrong; somebody else must act first.
 * - `bug`: colo broke a rule of its own.
 */
export type ErrorKind = 'terminal' | 'transient' | 'waiting' | 'bug';

/** One row of the error table. `fix` is the sentence that tells the reader what to do next. */
export interface ErrorDefinition {
  readonly kind: ErrorKind;
  /** Process exit code of a command that ends with this error (docs/errors.md lists them). */
  readonly exitCode: number;
  /** What this error means, without the particulars. */
  readonly summary: string;
  /** What to do next, where the thrower has nothing more specific to say. */
  readonly fix: string;
  /** Why the rule is there: what would go wrong without it. Every code that `co validate` can report has it. */
  readonly why?: string;
  /** The fault and its repair. Every code that `co validate` can report has it. */
  readonly example?: ErrorExample;
}

/** What `co explain` says beyond the table. */
export interface Explanation {
  readonly why: string;
  readonly example: ErrorExample;
}

/** A fault in the fewest words, and the same text repaired. A test reads both: `wrong` has this fault alone, `right` none. */
export interface ErrorExample {
  /** What the two texts are a part of. Default: `margo.yaml`. */
  readonly file?: string;
  /** Keys from the top of the document down to the fault; the rest of the document is left out. */
  readonly wrong: string;
  readonly right: string;
}
