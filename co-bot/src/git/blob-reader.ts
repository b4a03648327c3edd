import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { ColoError } from '@colo/schemas/errors';
import { gitEnvironment } from './run-git.ts';

/** Reads objects by id through one `git cat-file --batch`, which starts at the first read. */
export interface BlobReader {
  read(id: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Waiting {
  readonly id: string;
  resolve(bytes: Uint8Array): void;
  reject(error: unknown): void;
}

/** A reader of the objects in a bare repository. Reads are answered in order. */
export function openBlobReader(folder: string): BlobReader {
  let child: ChildProcessWithoutNullStreams | undefined;
  let ended: Promise<void> = Promise.resolve();
  const waiting: Waiting[] = [];
  let chunks: Buffer[] = [];
  let length = 0;

  function start(): ChildProcessWithoutNullStreams {
    const started = spawn('git', ['cat-file', '--batch'], { cwd: folder, env: gitEnvironment() });
    ended = new Promise((resolve) => {
      started.on('close', () => {
        child = undefined;
        for (const each of waiting.splice(0))
          each.reject(failed(`git cat-file ended before it gave ${each.id}`));
        resolve();
      });
    });
    started.on('error', (error) => {
      for (const each of waiting.splice(0)) each.reject(failed('git cat-file did not run', error));
    });
    started.stdin.on('error', (error) => {
      for (const each of waiting.splice(0)) each.reject(failed('git cat-file closed its input', error));
    });
    started.stderr.resume();
    started.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      drain();
    });
    return started;
  }

  function drain(): void {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const answer = takeAnswer(first.id);
      if (answer === undefined) return;
      waiting.shift();
      if (answer instanceof ColoError) first.reject(answer);
      else first.resolve(answer);
    }
  }

  // Answers are `<id> <type> <size>\n<bytes>\n`, or `<id> missing\n`.
  function takeAnswer(id: string): Uint8Array | ColoError | undefined {
    const head = chunks[0];
    if (head === undefined) return undefined;
    let end = head.indexOf(10);
    if (end < 0 && chunks.length > 1) end = flatten().indexOf(10);
    if (end < 0) return undefined;
    const header = (chunks[0] ?? head).toString('latin1', 0, end);
    const size = /^[0-9a-f]+ [a-z]+ (?<size>[0-9]+)$/u.exec(header)?.groups?.['size'];
    if (size === undefined) {
      take(end + 1);
      return failed(`git has no object ${id}`);
    }
    const total = end + 1 + Number(size) + 1;
    if (length < total) return undefined;
    return Uint8Array.from(take(total).subarray(end + 1, total - 1));
  }

  function flatten(): Buffer {
    const all = Buffer.concat(chunks, length);
    chunks = [all];
    return all;
  }

  function take(count: number): Buffer {
    const all = flatten();
    chunks = count < all.length ? [all.subarray(count)] : [];
    length -= count;
    return all.subarray(0, count);
  }

  return {
    read(id) {
      if (!/^[0-9a-f]{40,64}$/u.test(id)) return Promise.reject(failed('an object id was expected'));
      child ??= start();
      const running = child;
      return new Promise((resolve, reject) => {
        waiting.push({ id, resolve, reject });
        running.stdin.write(`${id}\n`);
      });
    },
    async close() {
      child?.stdin.end();
      await ended;
    },
  };
}

function failed(message: string, cause?: unknown): ColoError {
  return new ColoError('CO_GIT_FAILED', message, cause === undefined ? {} : { cause });
}
