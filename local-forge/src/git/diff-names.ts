import type { GitRepository } from './open-repository.ts';
import { isFolder, readTree, type TreeEntry } from './trees.ts';

/** Paths of the files in which two trees differ, in git's order. */
export interface NameDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
}

type Side = TreeEntry | undefined;

/** Compares two trees; folders with the same id are passed over. @param from undefined compares with nothing */
export async function diffNames(git: GitRepository, from: string | undefined, to: string): Promise<NameDiff> {
  const added: string[] = [];
  const removed: string[] = [];
  const modified: string[] = [];

  async function compareFolders(before: string | undefined, after: string | undefined, prefix: string) {
    if (before === after) return;
    const [old, present] = [await open(before), await open(after)];
    for (const name of new Set([...old.keys(), ...present.keys()])) {
      await compareEntries(old.get(name), present.get(name), `${prefix}${name}`);
    }
  }

  async function compareEntries(before: Side, after: Side, path: string): Promise<void> {
    const [was, is] = [fileOf(before), fileOf(after)];
    if (was === undefined && is !== undefined) added.push(path);
    else if (was !== undefined && is === undefined) removed.push(path);
    else if (was !== is) modified.push(path);
    await compareFolders(folderOf(before), folderOf(after), `${path}/`);
  }

  async function open(sha: string | undefined): Promise<Map<string, TreeEntry>> {
    const entries = sha === undefined ? [] : ((await readTree(git, sha)) ?? []);
    return new Map(entries.map((entry) => [entry.name, entry]));
  }

  await compareFolders(from, to, '');
  return { added: sort(added), removed: sort(removed), modified: sort(modified) };
}

/** What tells one file from another: its mode and its content. */
function fileOf(side: Side): string | undefined {
  return side === undefined || isFolder(side) ? undefined : `${side.mode} ${side.sha}`;
}

function folderOf(side: Side): string | undefined {
  return side !== undefined && isFolder(side) ? side.sha : undefined;
}

function sort(paths: readonly string[]): string[] {
  return [...paths].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}
