import { readdir, readlink } from 'node:fs/promises';

/** A process may end, or belong to somebody else, while we look: that is an answer, not an error. */
const GONE = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM']);

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && GONE.has(String(error.code));
}

async function readFolderOf(pid: number): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/cwd`);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/**
 * Kills, by id, every process whose working folder lies below `folder`: the applications that edge nodes started and that
 * outlive their SSH servers by design. Returns how many there were. Linux only (proc(5)).
 */
export async function killProcessesBelow(folder: string): Promise<number> {
  let count = 0;
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const cwd = await readFolderOf(pid);
    if (cwd === undefined || !`${cwd}/`.startsWith(`${folder}/`)) continue;
    try {
      process.kill(pid, 'SIGKILL');
      count += 1;
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return count;
}
