import { ColoError } from '@colo/schemas';
import type { TreeEntry } from './list-tree.ts';
import { type GitContext, tryGit } from './run-git.ts';

/** Stage 0 is what a commit takes; the others are sides of a conflict, with which git does not commit. */
const ENTRY = /^(?<mode>\d{6}) (?<oid>[0-9a-f]+) 0\t(?<path>.+)$/s;

/** What is staged below the folder of `context`, with paths from there, in the order of a tree. */
export async function listIndex(context: GitContext): Promise<readonly TreeEntry[]> {
  const result = await tryGit(context, ['ls-files', '--stage', '-z']);
  if (result.exitCode !== 0)
    throw new ColoError('CLI_GIT_FAILED', `reading the index failed: ${result.message}`);
  const entries: TreeEntry[] = [];
  for (const line of result.stdout.toString('utf8').split('\0')) {
    const { mode, oid, path } = ENTRY.exec(line)?.groups ?? {};
    if (mode !== undefined && oid !== undefined && path !== undefined) entries.push({ path, mode, oid });
  }
  return entries;
}
