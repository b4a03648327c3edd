import { listNewCommits } from './commit-graph.ts';
import { readCommit } from './commits.ts';
import { diffNames, type NameDiff } from './diff-names.ts';
import type { GitRepository } from './open-repository.ts';

export interface PushedCommit extends NameDiff {
  readonly sha: string;
}

/**
 * The commits that a push brought, oldest first, with the names of the files each changed against its first parent.
 *
 * @param not commits that were there before
 */
export async function listPushedCommits(
  git: GitRepository,
  from: string,
  not: readonly string[],
  limit: number,
): Promise<PushedCommit[]> {
  const pushed: PushedCommit[] = [];
  for (const { sha, tree, parents } of (await listNewCommits(git, from, not)).slice(0, limit)) {
    const parent = parents[0] === undefined ? undefined : await readCommit(git, parents[0]);
    pushed.push({ sha, ...(await diffNames(git, parent?.tree, tree)) });
  }
  return pushed.reverse();
}
