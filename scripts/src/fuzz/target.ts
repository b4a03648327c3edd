import type { Diagnostic } from '@colo/schemas/diagnostics';

/** What came of an input; a ColoError that is thrown is an answer too. */
export interface FuzzOutcome {
  readonly diagnostics?: readonly Diagnostic[];
  /** The name by which the diagnostics call the input: their places in it must be there. */
  readonly file?: string;
  /** Texts that people would see. */
  readonly said?: readonly string[];
}

/** One way by which text of unknown origin enters colo. */
export interface FuzzTarget {
  readonly name: string;
  /** Which texts are mutated for it. */
  readonly seeds: 'yaml' | 'json' | 'compose' | 'words' | 'node' | 'env' | 'hook' | 'archive';
  run(input: string): FuzzOutcome | Promise<FuzzOutcome>;
}
