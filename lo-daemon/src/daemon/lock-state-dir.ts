import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ColoError } from '@colo/schemas/errors';

/** Held while LO works with its state; released by {@link StateLock.release}, or by the death of the process. */
export interface StateLock {
  release(): Promise<void>;
}

/** What an LO holds the state folder for. */
export type LockPurpose =
  /** A command that does something once and ends. */
  | { readonly kind: 'pass' }
  /** The service. It waits until a pass ends, or the signal is aborted. */
  | { readonly kind: 'run'; readonly signal: AbortSignal; onWait(pid: number): void };

/** Tries until another LO has taken over from a dead one, or has failed to. In between, a pause in milliseconds. */
const ATTEMPTS = 50;
const PAUSE_MS = 20;

/** Longer than any id and start time. */
const MAX_HOLDER = 64;

/** Behind the process in the lock of a command that ends by itself. */
const PASS = 'pass';

/**
 * Takes the state folder for this process. The lock file names the process by id and start time, so that the lock of a
 * dead one, whatever killed it, holds nobody up, and a reused id is not taken for it.
 *
 * @throws ColoError LO_ALREADY_RUNNING, LO_STATE_UNWRITABLE
 */
export async function lockStateDir(
  stateDir: string,
  purpose: LockPurpose = { kind: 'pass' },
): Promise<StateLock> {
  const file = join(stateDir, 'lock');
  const self = (await describeProcess(process.pid)) ?? String(process.pid);
  const mine = purpose.kind === 'pass' ? `${self} ${PASS}` : self;
  let waitsFor: string | undefined;
  await mkdir(stateDir, { recursive: true, mode: 0o700 }).catch((error: unknown) => refuse(stateDir, error));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const holder = await take(file, mine);
    if (holder === undefined) return { release: () => rm(file, { force: true }) };
    if (await lives(holder)) {
      const pid = Number(holder.split(' ')[0]);
      if (purpose.kind === 'pass' || purpose.signal.aborted || !holder.endsWith(` ${PASS}`))
        throw new ColoError('LO_ALREADY_RUNNING', `Process ${pid} works with ${stateDir}.`, {
          data: { pid },
        });
      if (waitsFor !== holder) purpose.onWait(pid);
      waitsFor = holder;
      attempt = 0;
    }
    await sleep(PAUSE_MS);
  }
  throw new ColoError('LO_ALREADY_RUNNING', `Another LO takes ${stateDir} at this moment.`);
}

/**
 * Takes a lock, or says who holds it or held it just now. A dead one's lock is only removed by who holds a lock upon that
 * very removal: of several that find it, a slow one would else remove what a quick one has made in its place.
 */
async function take(file: string, mine: string): Promise<string | undefined> {
  if (await create(file, mine)) return undefined;
  const holder = await readHolder(file);
  // Released since: the next try may get it.
  if (holder === undefined) return '';
  if (await lives(holder)) return holder;
  // A damaged lock may hold anything, of any length.
  const removal = `${file}.${holder.slice(0, MAX_HOLDER).replace(/\W+/g, '-')}`;
  if ((await take(removal, mine)) !== undefined) return holder;
  try {
    if ((await readHolder(file)) === holder) await rm(file, { force: true });
  } finally {
    await rm(removal, { force: true });
  }
  return (await create(file, mine)) ? undefined : ((await readHolder(file)) ?? '');
}

/** Makes the lock file, with its content from its first moment on: nobody ever reads a lock without a holder. */
async function create(file: string, content: string): Promise<boolean> {
  const own = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(own, `${content}\n`, { flag: 'wx', mode: 0o600 });
    await link(own, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    return refuse(file, error);
  } finally {
    await rm(own, { force: true });
  }
}

/** Undefined where there is no lock. */
async function readHolder(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    return hasCode(error, 'ENOENT') ? undefined : refuse(file, error);
  }
}

/** True when the process that a lock names is alive, and another than this one. */
async function lives(holder: string): Promise<boolean> {
  const pid = Number(holder.split(' ')[0]);
  const [named] = holder.split(` ${PASS}`);
  return holder !== '' && pid !== process.pid && (await describeProcess(pid)) === named;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Id and start time (proc(5): field 22 of stat, counted after the name, which may hold blanks). */
async function describeProcess(pid: number): Promise<string | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return start === undefined ? undefined : `${pid} ${start}`;
}

function refuse(file: string, cause: unknown): never {
  throw new ColoError('LO_STATE_UNWRITABLE', `${file} cannot be written.`, { cause });
}
