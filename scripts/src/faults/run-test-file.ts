import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { killProcessesBelow } from '../world/kill-processes-below.ts';
import { endProcessesWith } from './end-processes.ts';
import { createFailureFinder } from './find-failure.ts';

/** What came of a test file. */
export interface TestRun {
  readonly result: 'passed' | 'failed' | 'hung';
  /** The first test that failed, and what of it. */
  readonly failure: string | undefined;
  readonly seconds: number;
}

export interface TestRunOptions {
  /** After so long it hangs. */
  readonly deadlineMs: number;
  /** Of several test files that run in the copy at the same time each has another number, from 0. */
  readonly place: number;
  readonly signal: AbortSignal;
  /** Added to the environment. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Marks the processes of a test file, so that those that it leaves behind are found. */
const MARK = 'COLO_FAULTS_COPY';
/** A test file that has failed gets so long to clean up after itself. */
const CLEAN_UP_MS = 20_000;
/** Output of a process that is gone arrives within this time; a process that is left holds it open longer. */
const LAST_OUTPUT_MS = 2_000;

/**
 * Runs one compiled test file in a process group of its own, and ends whatever it leaves behind.
 *
 * @param root the checkout that it belongs to
 * @param file the compiled file, from the root
 */
export async function runTestFile(root: string, file: string, options: TestRunOptions): Promise<TestRun> {
  const start = performance.now();
  const folder = findTemporaryFolder(root, options.place);
  await mkdir(folder, { mode: 0o700 });
  const child = spawn(process.execPath, [join(root, file)], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: createEnvironment(root, folder, options),
  });
  try {
    const { result, failure } = await follow(child, options);
    return { result, failure, seconds: (performance.now() - start) / 1000 };
  } finally {
    endGroup(child);
    await cleanUpAfterTest(root, options.place);
  }
}

/**
 * Ends what a test file has left running in a place of a copy, and removes its temporary files: nobody else runs any there. What an
 * SSH server has started has no mark; it is found by its folder.
 */
async function cleanUpAfterTest(root: string, place: number): Promise<void> {
  const folder = findTemporaryFolder(root, place);
  await endProcessesWith(`${MARK}=${root}#${place}#`);
  await removeTemporaryFolder(folder);
}

/** Does the same for what an earlier run has left in a copy, in the places from 0 up to `places`. */
export async function cleanUpAfterRun(root: string, places: number): Promise<void> {
  await endProcessesWith(`${MARK}=${root}#`);
  for (let place = 0; place < places; place += 1) {
    const folder = findTemporaryFolder(root, place);
    if (existsSync(folder)) await removeTemporaryFolder(folder);
  }
}

async function removeTemporaryFolder(folder: string): Promise<void> {
  await killProcessesBelow(folder);
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Short, for the names of the sockets in it; the same for the next run, which finds what this one may leave. */
function findTemporaryFolder(root: string, place: number): string {
  const name = createHash('sha256').update(`${root}#${place}`).digest('hex').slice(0, 8);
  return join(tmpdir(), `cf-${name}`);
}

function createEnvironment(root: string, folder: string, { deadlineMs, place, settings }: TestRunOptions) {
  // Settings of a test run that this one may be a part of.
  const present = Object.entries(process.env).filter(([name]) => !/^_?TAP/.test(name));
  const { COLO_REQUIRE_REAL_PARTS: _, ...others } = Object.fromEntries(present);
  return {
    ...others,
    [MARK]: `${root}#${place}#`,
    TMPDIR: folder,
    // Outside of its runner tap gives a test file half a minute.
    TAP_TIMEOUT: String(Math.ceil(deadlineMs / 1000)),
    ...settings,
  };
}

async function follow(child: ChildProcess, { deadlineMs, signal }: TestRunOptions) {
  const finder = createFailureFinder();
  let isHung = false;
  const deadline = setTimeout(() => {
    isHung = true;
    endGroup(child);
  }, deadlineMs);
  let cleanUp: NodeJS.Timeout | undefined;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    if (finder.take(text)) cleanUp ??= setTimeout(() => endGroup(child), CLEAN_UP_MS);
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = `${errors}${text}`.slice(-2000);
  });
  const onAbort = (): void => endGroup(child);
  signal.addEventListener('abort', onAbort);
  const closed = new Promise((resolve) => child.once('close', resolve));
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('exit', resolve).once('error', reject);
    });
    await Promise.race([closed, wait(LAST_OUTPUT_MS, undefined, { ref: false })]);
    signal.throwIfAborted();
    const failure =
      finder.failure() ??
      errors
        .trim()
        .split('\n')
        .findLast((line) => /\w/.test(line));
    if (finder.hasFailed()) return { result: 'failed' as const, failure };
    if (isHung) return { result: 'hung' as const, failure: undefined };
    return status === 0
      ? { result: 'passed' as const, failure: undefined }
      : { result: 'failed' as const, failure };
  } finally {
    clearTimeout(deadline);
    clearTimeout(cleanUp);
    signal.removeEventListener('abort', onAbort);
  }
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone by itself.
  }
}
