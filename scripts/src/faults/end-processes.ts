import { readdir, readFile } from 'node:fs/promises';

/** A process may start another one while it is being ended. */
const ROUNDS = 5;

/**
 * Ends every process that has a setting in its environment, but for this one. Linux only (proc(5)).
 *
 * @param setting the beginning of `NAME=VALUE`
 */
export async function endProcessesWith(setting: string): Promise<number> {
  let count = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await findProcessesWith(setting);
    for (const pid of found) if (end(pid)) count += 1;
    if (found.length === 0) break;
  }
  return count;
}

async function findProcessesWith(setting: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc').catch(() => [])).map(Number).filter(Number.isInteger);
  const found = await Promise.all(
    pids.map(async (pid) => {
      // Gone by now, or of somebody else.
      const settings = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return settings.split('\0').some((each) => each.startsWith(setting)) ? [pid] : [];
    }),
  );
  return found.flat().filter((pid) => pid !== process.pid);
}

function end(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
