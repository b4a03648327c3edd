/** What the fuzzing thread is told. */
export interface FuzzJob {
  readonly seed: number;
  readonly runs: number | undefined;
  readonly seconds: number | undefined;
  readonly target: string | undefined;
  /** One input instead of made ones. */
  readonly input: string | undefined;
}

/** What the fuzzing thread says: `start` before every input, so that whoever waits knows which one hangs. */
export type FuzzMessage =
  | { readonly kind: 'start'; readonly target: string; readonly input: string }
  | { readonly kind: 'failed'; readonly target: string; readonly input: string; readonly problem: string }
  | { readonly kind: 'done'; readonly runs: number };
