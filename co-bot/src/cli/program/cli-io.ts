/** A place to write to: a terminal, a pipe, or a test's buffer. */
export interface CliStream {
  readonly isTTY?: boolean | undefined;
  /** Width in characters, where it is a terminal. */
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** The world of one run of `co`, handed in so that tests can run it inside their own process. */
export interface CliIo {
  readonly stdout: CliStream;
  readonly stderr: CliStream;
  /** Read by what git calls as a hook; absent means empty. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by Ctrl-C; every wait and every child process ends with it. */
  readonly signal: AbortSignal;
}
