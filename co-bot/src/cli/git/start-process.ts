import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** A process that was asked to end and did not is ended after this. */
const KILL_AFTER_MS = 5000;

export interface ProcessOptions {
  readonly folder: string;
  /** All of it: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stops the process. */
  readonly signal: AbortSignal;
  /** Stops the process after that time; never where it is left out. */
  readonly timeoutMs?: number;
}

/** How a process ended. */
export interface ProcessEnd {
  /** 1 where a signal ended it. */
  readonly exitCode: number;
  readonly timedOut: boolean;
  /** Why there never was a process, as the system says it: `ENOENT` where there is no such program. */
  readonly startFault: string | undefined;
}

export interface RunningProcess {
  /** Errors of it are of no interest: a process that is gone shows as the end of its output. */
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves once the process is gone and its output was taken, and never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Asks it to end, and sees to it that it does. */
  stop(): void;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const running = new Set<Child>();

/**
 * Starts a program without a shell. It does not outlive this process. Node's own means alone: hooks start for a few calls of
 * git, and a library for it takes longer to load than they run.
 */
export function startProcess(file: string, args: readonly string[], options: ProcessOptions): RunningProcess {
  const { folder, environment, signal, timeoutMs } = options;
  const child = spawn(file, args, { cwd: folder, env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  if (running.size === 0) process.on('exit', stopAll);
  running.add(child);
  let startFault: string | undefined;
  let timedOut = false;
  let force: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (!running.has(child)) return;
    child.kill();
    force ??= setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref();
  };
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          stop();
        }, timeoutMs);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  child.stdin.on('error', () => undefined);
  child.on('error', (error: NodeJS.ErrnoException) => {
    startFault ??= error.code;
  });
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      clearTimeout(force);
      signal.removeEventListener('abort', stop);
      running.delete(child);
      if (running.size === 0) process.off('exit', stopAll);
      resolve({ exitCode: code ?? 1, timedOut, startFault });
    });
  });
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, ended, stop };
}

function stopAll(): void {
  for (const child of running) child.kill();
}
