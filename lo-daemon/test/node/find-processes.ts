import { readdir, readFile } from 'node:fs/promises';

/** Pids of living processes (but this one) that have a folder in their arguments, environment or working folder. */
export async function findProcesses(folder: string): Promise<readonly number[]> {
  const pids: number[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid) && pid !== process.pid && (await mentions(pid, folder))) {
      pids.push(pid);
    }
  }
  return pids;
}

async function mentions(pid: number, folder: string): Promise<boolean> {
  for (const file of ['cmdline', 'environ']) {
    const text = await readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => '');
    if (text.includes(folder)) {
      return true;
    }
  }
  return false;
}

/** Ends processes for good, each by its pid, and waits until they are gone: the kernel takes its time on a busy machine. */
export async function killAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
        throw error;
      }
    }
  }
  for (const pid of pids) {
    while (await isAlive(pid)) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** True while a process runs. One that has ended but was not collected by its parent does not. */
export async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return stat !== '' && stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
}
