import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { formatColoError, isColoError } from '@colo/schemas/errors';
import type { FuzzJob, FuzzMessage } from './messages.ts';
import { parseFuzzOptions } from './options.ts';
import { fuzzTargets } from './registry.ts';

/** An input that takes longer hangs. Generous: a busy machine is no fault of the input. */
const HANG_MS = 60_000;

const FOLDER = '.colo-fuzz';

interface Failure {
  readonly target: string;
  readonly input: string;
  readonly problem: string;
}

/** What came of a run: how many inputs were taken, or the first that was not. */
export type FuzzResult = { readonly runs: number } | { readonly failure: Failure };

/** The command `npm run fuzz`. Returns the exit code. */
export async function runFuzz(args: readonly string[]): Promise<number> {
  try {
    const names = fuzzTargets.map(({ name }) => name);
    const options = parseFuzzOptions(args, names, Date.now() % 0xffff_ffff);
    const input = options.input === undefined ? undefined : await readFile(options.input, 'utf16le');
    process.stdout.write(`seed ${options.seed}\n`);
    const result = await fuzz({ ...options, input });
    if ('runs' in result) {
      process.stdout.write(`${result.runs} inputs, no failure\n`);
      return 0;
    }
    await describeFailure(result.failure, options.seed);
    return 1;
  } catch (error) {
    if (!isColoError(error)) throw error;
    process.stderr.write(`${formatColoError(error)}\n`);
    return 2;
  }
}

/** Runs a job in a thread of its own, which can be ended while it hangs. */
export async function fuzz(job: FuzzJob, hangMs: number = HANG_MS): Promise<FuzzResult> {
  const worker = new Worker(new URL('fuzz-thread.js', import.meta.url), { workerData: job });
  let last: Failure | undefined;
  try {
    return await new Promise<FuzzResult>((resolve, reject) => {
      const hang = setTimeout(() => {
        if (last === undefined) reject(new Error('the fuzzing thread did not start'));
        else resolve({ failure: last });
      }, hangMs);
      worker.on('message', (message: FuzzMessage) => {
        hang.refresh();
        if (message.kind === 'start') {
          last = { target: message.target, input: message.input, problem: 'no answer in time' };
          return;
        }
        clearTimeout(hang);
        resolve(message.kind === 'done' ? { runs: message.runs } : { failure: message });
      });
      worker.on('error', (error) => {
        clearTimeout(hang);
        if (last === undefined) reject(error);
        else resolve({ failure: { ...last, problem: `the thread ended: ${error.message}` } });
      });
    });
  } finally {
    await worker.terminate();
  }
}

async function describeFailure({ target, input, problem }: Failure, seed: number): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const file = join(FOLDER, `${target}-${seed}.txt`);
  // UTF-16 keeps halves of surrogate pairs, which UTF-8 cannot.
  await writeFile(file, input, 'utf16le');
  process.stdout.write(`FAILED ${target}: ${problem}\n`);
  process.stdout.write(`input (${input.length} characters): ${JSON.stringify(input.slice(0, 300))}\n`);
  process.stdout.write(`again: npm run fuzz -- --target ${target} --input ${file}\n`);
}
