import { readdir, readFile } from 'node:fs/promises';

/** Pids of the session processes below an sshd; the commands that they run are not among them. */
export async function findSshdProcesses(server: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid)) {
      const parent = await readSshdParent(pid);
      if (parent !== undefined) {
        parents.set(pid, parent);
      }
    }
  }
  return [...parents.keys()].filter((pid) => descendsFrom(pid, server, parents));
}

/** The parent of a process that is an sshd, by proc(5) stat: pid (comm) state ppid. */
async function readSshdParent(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  const groups = /\((?<comm>sshd[^)]*)\) \S (?<parent>\d+)/.exec(stat)?.groups;
  return groups === undefined ? undefined : Number(groups['parent']);
}

function descendsFrom(pid: number, ancestor: number, parents: ReadonlyMap<number, number>): boolean {
  let current = parents.get(pid);
  while (current !== undefined) {
    if (current === ancestor) {
      return true;
    }
    current = parents.get(current);
  }
  return false;
}
