import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas';

/** Held while LO works with its state; released by {@link StateLock.release}, or by the death of the process. */
export interface StateLock {
  release(): Promise<void>;
}

const ATTEMPTS = 3;

/**
 * Takes the state folder for this process. The lock file names the process by id and start time, so that the lock of a
 * dead one, whatever killed it, holds nobody up, and a reused id is not taken for it.
 *
 * @throws ColoError LO_ALREADY_RUNNING, LO_STATE_UNWRITABLE
 */
export async function lockStateDir(stateDir: string): Promise<StateLock> {
  const file = join(stateDir, 'lock');
  const mine = await describeProcess(process.pid);
  await mkdir(stateDir, { recursive: true, mode: 0o700 }).catch((error: unknown) => refuse(stateDir, error));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await create(file, mine ?? String(process.pid))) return { release: () => rm(file, { force: true }) };
    const holder = (await readFile(file, 'utf8').catch(() => '')).trim();
    const pid = Number(holder.split(' ')[0]);
    if (holder !== '' && pid !== process.pid && (await describeProcess(pid)) === holder)
      throw new ColoError('LO_ALREADY_RUNNING', `Process ${pid} works with ${stateDir}.`, { data: { pid } });
    await rm(file, { force: true });
  }
  throw new ColoError('LO_ALREADY_RUNNING', `Another LO takes ${stateDir} at this moment.`);
}

async function create(file: string, content: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(`${content}\n`);
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    return refuse(file, error);
  }
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
