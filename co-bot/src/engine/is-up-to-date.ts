import type { FileChange } from '../ports/commit-writer.ts';
import type { Session } from './open-session.ts';

/**
 * True when merging `commit` would give exactly these files: the branch changes these paths and no other, to these
 * bytes, and the default branch has not touched them since. Then the branch stays as it is, and so do its reviews.
 */
export async function isUpToDate(
  { repository, head }: Session,
  commit: string,
  files: readonly FileChange[],
): Promise<boolean> {
  const { git } = repository;
  const base = await git.mergeBase(head, commit);
  if (base === undefined) return false;
  const paths = files.map(({ path }) => path);
  const changed = await git.listChangedPaths(base, commit, []);
  if (changed.length !== paths.length || new Set([...changed, ...paths]).size !== paths.length) return false;
  const touched = new Set(base === head ? [] : await git.listChangedPaths(base, head, []));
  if (paths.some((path) => touched.has(path))) return false;
  const tree = git.openTree(commit);
  try {
    for (const { path, content } of files) {
      const present = await tree.read(path);
      if (content === undefined || present === undefined) {
        if (content !== present) return false;
      } else if (Buffer.compare(present, content) !== 0) return false;
    }
    return true;
  } finally {
    await tree.close();
  }
}
