import { Readable } from 'node:stream';
import { runCo } from '../../../src/cli/program/run-co.ts';

interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly stdin?: string;
  /** As a terminal would: with width and cursor. */
  readonly isTTY?: boolean;
  /** Called with everything that was written to stdout so far, after each write. */
  readonly onStdout?: (text: string) => void;
}

/** Runs `co` in this process, without anything of the developer's own configuration. */
export async function runCli(argv: readonly string[], options: RunOptions = {}): Promise<CliRun> {
  let stdout = '';
  let stderr = '';
  const code = await runCo(argv, {
    stdout: {
      ...(options.isTTY === true ? { isTTY: true, columns: 100 } : {}),
      write(text: string) {
        stdout += text;
        options.onStdout?.(stdout);
      },
    },
    stderr: {
      write(text: string) {
        stderr += text;
      },
    },
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      ...options.env,
    },
    ...(options.stdin === undefined ? {} : { stdin: Readable.from([Buffer.from(options.stdin)]) }),
    cwd: options.cwd ?? '/',
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, stdout, stderr };
}

/** The JSON that a command printed; `unknown` is for the test to match. */
export function readJson(run: CliRun): unknown {
  return JSON.parse(run.stdout);
}

/** The objects of an NDJSON output. */
export function readLines(run: CliRun): readonly unknown[] {
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
