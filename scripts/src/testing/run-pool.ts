import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Parser } from 'tap-parser';
import { isFileEnd } from './messages.ts';
import type { TestFile } from './test-file.ts';

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));

/**
 * A worker is killed after so long at one file, in milliseconds: a minute beyond the half hour that a file may give itself by
 * `t.setTimeout`, so that tap says first which test hung.
 */
const KILL_AFTER_MS = 1_860_000;

export interface PoolOptions {
  /** Root of the checkout, where tests run. */
  readonly root: string;
  readonly jobs: number;
  /** Ends all workers. */
  readonly signal?: AbortSignal;
  /** Called with the TAP stream of each worker. */
  follow(parser: Parser): void;
  /** Processor time of each file that ended, in seconds. */
  ended(file: TestFile, processorSeconds: number): void;
  /** A worker that ended in the middle of a file, and how. */
  broke(file: TestFile, how: string): void;
}

/**
 * Runs test files in worker processes, `jobs` at a time, each taking the next file when it is done with one.
 *
 * @throws AbortError where it is aborted
 */
export async function runPool(files: readonly TestFile[], options: PoolOptions): Promise<void> {
  // Files that need a process of their own go first: no worker waits for one at the end of the run.
  const alone = files.filter(({ ownProcess }) => ownProcess !== undefined);
  const shared = files.filter(({ ownProcess }) => ownProcess === undefined);
  async function takeTurns(): Promise<void> {
    for (let file = alone.shift(); file !== undefined; file = alone.shift()) await runWorker([file], options);
    while (shared.length > 0) await runWorker(shared, options);
  }
  await Promise.all(Array.from({ length: options.jobs }, takeTurns));
}

/** Starts a worker and lets it take files from `queue` until there are none or it ends. */
async function runWorker(queue: TestFile[], options: PoolOptions): Promise<void> {
  const worker = fork(WORKER, {
    cwd: options.root,
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // A child of tap counts nothing at its end; each file has a deadline of its own, the whole has none.
    env: { ...process.env, TAP_CHILD_ID: '1', TAP_TIMEOUT: '86400' },
    ...(options.signal === undefined ? {} : { signal: options.signal, killSignal: 'SIGKILL' }),
  });
  const parser = new Parser();
  options.follow(parser);
  worker.stdout?.pipe(parser);
  let current: TestFile | undefined;
  let deadline: NodeJS.Timeout | undefined;
  worker.on('message', (message) => {
    if (!isFileEnd(message)) return;
    clearTimeout(deadline);
    if (current !== undefined) options.ended(current, message.processorSeconds);
    current = message.last ? undefined : queue.shift();
    if (current === undefined) {
      // Not disconnected from here: `close` would never come.
      if (!message.last) worker.send({});
      return;
    }
    deadline = setTimeout(() => worker.kill('SIGKILL'), KILL_AFTER_MS);
    const { source, compiled } = current;
    worker.send({ source, compiled });
  });
  const how = await awaitEnd(worker).finally(() => clearTimeout(deadline));
  if (current !== undefined) options.broke(current, how);
}

async function awaitEnd(worker: ChildProcess): Promise<string> {
  const [code, signal] = await once(worker, 'close');
  return signal === null ? `its process ended with status ${code}` : `its process was ended by ${signal}`;
}
