import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program of colo running as a process of its own, as it would on a real machine. */
export interface Program {
  readonly name: string;
  readonly pid: number;
  /** Everything it printed. */
  readonly logFile: string;
  /** True once it is no more, whoever ended it. */
  hasEnded(): boolean;
  /** Asks it to end (SIGTERM), and kills it after a minute. */
  stop(): Promise<void>;
  /** Ends it at once (SIGKILL), as a power cut would. */
  kill(): Promise<void>;
}

export interface ProgramOptions {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly logFile: string;
}

const STOP_MS = 60_000;

function waitForEnd(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('close', () => resolve()));
}

/** Starts a Node program; its output goes to `logFile`, which is appended to. */
export function startProgram(options: ProgramOptions): Program {
  const child = spawn(process.execPath, [...options.arguments], {
    cwd: options.cwd,
    env: { ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  child.once('close', () => log.end());
  if (child.pid === undefined) throw new Error(`${options.name} cannot be started`);
  return {
    name: options.name,
    pid: child.pid,
    logFile: options.logFile,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await waitForEnd(child);
      clearTimeout(timer);
    },
    async kill() {
      child.kill('SIGKILL');
      await waitForEnd(child);
    },
  };
}

/** Waits until the program's log holds `pattern`, and returns the match. Throws with the log's end after `deadlineMs`. */
export async function waitForLog(
  program: Program,
  pattern: RegExp,
  deadlineMs = 120_000,
): Promise<RegExpExecArray> {
  const end = performance.now() + deadlineMs;
  let text = '';
  while (performance.now() < end) {
    text = await readFile(program.logFile, 'utf8').catch(() => '');
    const match = pattern.exec(text);
    if (match !== null) return match;
    await sleep(50);
  }
  throw new Error(
    `${program.name} did not say ${pattern.source} within ${deadlineMs} ms; its log ends:\n${text.slice(-2000)}`,
  );
}
