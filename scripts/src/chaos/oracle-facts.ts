// What the oracle is told, and what it answers: the only thing that it shares with the program that makes chaos.

/** What must be true, for `program-oracle.ts`. */
export interface OracleQuestion {
  /** Value of CHAOS_RUN of every program of the run. */
  readonly run: string;
  /** Folder in which programs left word: `<host>.<application>.<component>.<data>`. */
  readonly witness: string;
  readonly expected: readonly ExpectedProgram[];
  readonly forge: { readonly url: string; readonly token: string; readonly repository: string };
  /** Every commit so far, oldest first; the last one is what is wanted. */
  readonly commits: readonly string[];
}

export interface ExpectedProgram {
  readonly host: string;
  readonly application: string;
  readonly component: string;
  readonly version: number;
}

/** What the oracle found. */
export interface OracleAnswer {
  /** One sentence for each thing that is not as it must be. */
  readonly problems: readonly string[];
  /** The programs that run, in an order of their own: the same text means that nothing was started since. */
  readonly programs: string;
}
