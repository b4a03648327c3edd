import { findMergeBase } from './commit-graph.ts';
import { readCommit } from './commits.ts';
import { encodeCommit } from './encode-commit.ts';
import { listCommits } from './list-commits.ts';
import type { GitRepository } from './open-repository.ts';
import type { Signature } from './parse-commit.ts';
import { runGit } from './run-git.ts';
import { makeObject, writeObjects } from './write-objects.ts';

/** Merges two commits three ways (`git merge-tree --write-tree`); returns the tree, or nothing on a conflict. */
export async function mergeTrees(
  git: GitRepository,
  ours: string,
  theirs: string,
): Promise<string | undefined> {
  const base = await findMergeBase(git, ours, theirs);
  // Where only one side has moved, its tree is the merge.
  if (base === ours || base === theirs) {
    return (await readCommit(git, base === ours ? theirs : ours))?.tree;
  }
  const { exitCode, stdout } = await runGit(
    git.path,
    ['merge-tree', '--write-tree', '--no-messages', '--allow-unrelated-histories', ours, theirs],
    { allowedExitCodes: [1] },
  );
  return exitCode === 0 ? stdout.toString('utf8').trim() : undefined;
}

/**
 * Replays the commits of `head` that `base` lacks on top of `base`, one by one; merges are left out, as by `git rebase`.
 *
 * @returns the new head, or nothing on a conflict
 */
export async function rebaseCommits(
  git: GitRepository,
  base: string,
  head: string,
  committer: Signature,
): Promise<string | undefined> {
  const mergeBase = await findMergeBase(git, base, head);
  const not = mergeBase === undefined ? [] : [mergeBase];
  let onto = base;
  for (const sha of await listCommits(git, { from: head, not, oldestFirst: true })) {
    const commit = await readCommit(git, sha);
    if (commit === undefined || commit.parents.length > 1) {
      continue;
    }
    const tree = await replay(git, onto, sha, commit.parents[0], committer);
    if (tree === undefined) {
      return undefined;
    }
    const { author, message } = commit;
    const replayed = makeObject(
      'commit',
      encodeCommit({ tree, parents: [onto], author, committer, message }),
    );
    await writeObjects(git, [replayed]);
    onto = replayed.sha;
  }
  return onto;
}

/**
 * The tree of one commit applied on top of another. A stand-in with the tree of `onto` and the commit's own parent
 * makes that parent the merge base (git 2.38 has no `merge-tree --merge-base` yet).
 */
async function replay(
  git: GitRepository,
  onto: string,
  sha: string,
  parent: string | undefined,
  committer: Signature,
): Promise<string | undefined> {
  const target = await readCommit(git, onto);
  const parents = parent === undefined ? [] : [parent];
  const message = 'stand-in';
  const tree = target?.tree ?? '';
  const standIn = makeObject(
    'commit',
    encodeCommit({ tree, parents, author: committer, committer, message }),
  );
  await writeObjects(git, [standIn]);
  return mergeTrees(git, standIn.sha, sha);
}
