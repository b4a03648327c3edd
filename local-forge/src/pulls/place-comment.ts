import { findMergeBase } from '../git/commit-graph.ts';
import { findHunk, followLine, type Hunk, readHunks } from '../git/diff-lines.ts';
import type { Issue, Repository, ReviewComment } from '../store/types.ts';

/** Where a comment of a review stands at the head of its pull request. */
export interface Place {
  /** Undefined when the line went away or the diff does not show it any more: the comment is outdated. */
  readonly line: number | undefined;
  readonly commitId: string;
  readonly diffHunk: string;
}

/** The diff of one file of a pull request at one of its commits; undefined when it does not differ there. */
export async function readPullHunks(
  { git }: Repository,
  { pull }: Issue,
  commit: string,
  path: string,
): Promise<readonly Hunk[] | undefined> {
  const from = pull === undefined ? undefined : await findMergeBase(git, pull.baseSha, commit);
  return from === undefined ? undefined : readHunks(git, { from, to: commit, path });
}

/** Follows a comment from the commit that it was made on to the head: it moves with its line, as GitHub has it. */
export async function placeComment(repository: Repository, comment: ReviewComment): Promise<Place> {
  const { issue, commitId, path, line, side } = comment;
  const hunks = (await readPullHunks(repository, issue, commitId, path)) ?? [];
  const which = side === 'LEFT' ? 'before' : 'after';
  const diffHunk = line === undefined ? '' : (findHunk(hunks, which, line)?.text ?? '');
  const head = issue.pull?.headSha ?? commitId;
  if (head === commitId || line === undefined) return { line, commitId: head, diffHunk };
  const changes = await readHunks(repository.git, { from: commitId, to: head, path, context: 0 });
  const now = side === 'LEFT' || changes === undefined ? line : followLine(changes, line);
  const shown = (await readPullHunks(repository, issue, head, path)) ?? [];
  const isShown = now !== undefined && findHunk(shown, which, now) !== undefined;
  return isShown ? { line: now, commitId: head, diffHunk } : { line: undefined, commitId, diffHunk };
}
