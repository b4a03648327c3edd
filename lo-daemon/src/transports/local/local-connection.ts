import { spawn } from 'node:child_process';
import { BoundedOutput } from '../bounded-output.ts';
import { feedStdin } from '../feed-stdin.ts';
import type { Connection, ExecRequest, ExecResult, UnknownReason } from '../transport.ts';

/** Runs each command by `sh -c` in a process group of its own. */
export class LocalConnection implements Connection {
  readonly #running = new Set<() => void>();
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  exec(request: ExecRequest): Promise<ExecResult> {
    return new Promise((resolve, reject) => {
      const stdout = new BoundedOutput(request.maxOutputBytes);
      const stderr = new BoundedOutput(request.maxOutputBytes);
      let reason: UnknownReason | undefined = this.#closed ? 'dropped' : undefined;
      if (request.signal?.aborted) {
        reason = 'aborted';
      }
      const finish = (code: number | null) => {
        const output = {
          stdout: stdout.bytes(),
          stderr: stderr.bytes(),
          truncated: stdout.truncated || stderr.truncated,
        };
        resolve(
          reason === undefined && code !== null
            ? { kind: 'exited', code, ...output }
            : { kind: 'unknown', reason: reason ?? 'dropped', ...output },
        );
      };
      if (reason !== undefined) {
        finish(null);
        return;
      }
      const child = spawn('sh', ['-c', request.command], { detached: true, stdio: 'pipe' });
      const stop = (why: UnknownReason) => {
        reason ??= why;
        killGroup(child.pid);
        child.stdin.destroy();
        child.stdout.destroy();
        child.stderr.destroy();
      };
      const timer = setTimeout(() => stop('timed-out'), request.timeoutMs);
      const abort = () => stop('aborted');
      const drop = () => stop('dropped');
      request.signal?.addEventListener('abort', abort, { once: true });
      this.#running.add(drop);
      const settle = () => {
        clearTimeout(timer);
        request.signal?.removeEventListener('abort', abort);
        this.#running.delete(drop);
      };
      child.once('error', (error) => {
        settle();
        reject(error);
      });
      child.stdout.on('data', (chunk: Buffer) => stdout.add(chunk));
      child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk));
      child.once('close', (code) => {
        settle();
        finish(code);
      });
      feedStdin(child.stdin, request.stdin).catch((error: unknown) => {
        stop('aborted');
        reject(error);
      });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const drop of this.#running) {
      drop();
    }
  }
}

/** Ends a command and what it started, but not what made itself a session of its own. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended by itself in the meantime.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}
