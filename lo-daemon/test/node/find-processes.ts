import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Pids of living processes (but this one) that have a folder in their arguments, environment or working folder. */
export async function findProcesses(folder: string): Promise<readonly number[]> {
  const pids: number[] = [];
  // The kernel answers from memory: waiting for a thread for each file would cost several times as much.
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid) && pid !== process.pid && mentions(pid, folder)) {
      pids.push(pid);
    }
  }
  return pids;
}

function mentions(pid: number, folder: string): boolean {
  return ['cmdline', 'environ'].some((file) => readOf(pid, file).includes(folder));
}

/** A file of a process; empty where the process is gone, or is none that we may look at. */
function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

/** Ends processes for good, each by its pid, and waits until they are gone: the kernel takes its time on a busy machine. */
export async function killAll(pids: readonly number[]): Promise<void> {
  const starts = new Map<number, string>();
  for (const pid of pids) {
    starts.set(pid, (await readStat(pid))[START] ?? '');
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
        throw error;
      }
    }
  }
  for (const [pid, start] of starts) {
    // Its number may be another's by now.
    while ((await isAlive(pid)) && (await readStat(pid))[START] === start) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** True while a process runs. One that has ended but was not collected by its parent does not. */
export async function isAlive(pid: number): Promise<boolean> {
  const [state] = await readStat(pid);
  return state !== undefined && state !== 'Z';
}

/** Index of the start time among the fields of {@link readStat}. */
const START = 19;

/** The fields of proc(5) stat behind the name, which may hold anything; none where there is no such process. */
async function readStat(pid: number): Promise<readonly string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
