import { lstat, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'owner';

/** Writes down that this process owns the rig in a folder. */
export async function writeOwner(folder: string): Promise<void> {
  await writeFile(join(folder, FILE), `${process.pid} ${await readStart(process.pid)}\n`);
}

/** Whether the process that owned the rig in a folder is gone; false where nobody wrote down who it was. */
export async function isOrphan(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => '');
  const [, pid, start] = /^(\d+) (\d+)\n$/u.exec(text) ?? [];
  return pid !== undefined && (await readStart(Number(pid))) !== start;
}

/** Whether a folder is this user's and nobody else can write in it: podman runs programs that its settings name. */
export async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

/** When a process started, in ticks since boot: a later process with the same id has another. Field 22 of proc(5) stat. */
async function readStart(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The second field, the program's name in brackets, may hold spaces and brackets itself.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
