import type { TreeEntry } from './list-tree.ts';
import type { GitContext } from './run-git.ts';
import { streamRecords } from './stream-records.ts';

/** Stage 0 is what a commit takes; the others are sides of a conflict, with which git does not commit. */
const ENTRY = /^(?<mode>\d{6}) (?<oid>[0-9a-f]+) 0\t(?<path>.+)$/s;

/** What is staged below a folder of that of `context`, one entry at a time, with paths from there, in the order of a tree. */
export async function* walkIndex(context: GitContext, folder: string): AsyncGenerator<TreeEntry> {
  const args = ['ls-files', '--stage', '-z'];
  if (folder !== '') args.push('--', folder);
  for await (const record of streamRecords(context, args)) {
    const { mode, oid, path } = ENTRY.exec(record)?.groups ?? {};
    if (mode !== undefined && oid !== undefined && path !== undefined) yield { path, mode, oid };
  }
}
