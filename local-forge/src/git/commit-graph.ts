import { readCommit } from './commits.ts';
import type { GitRepository } from './open-repository.ts';
import type { Commit } from './parse-commit.ts';

// Questions about history, answered from the commits themselves: they are read once each through the repository's reader,
// and a commit never changes under its id.

const known = new WeakMap<GitRepository, Map<string, Commit>>();

/** Reads a commit that is part of history: parsed once. */
async function readKnown(git: GitRepository, sha: string): Promise<Commit | undefined> {
  const commit = await readCommit(git, sha);
  if (commit !== undefined) commitsOf(git).set(sha, commit);
  return commit;
}

function commitsOf(git: GitRepository): Map<string, Commit> {
  const commits = known.get(git) ?? new Map<string, Commit>();
  known.set(git, commits);
  return commits;
}

/** The commits themselves and all that lead to them. Those that are not there are left out. */
async function listAncestors(git: GitRepository, heads: readonly string[]): Promise<Map<string, Commit>> {
  const commits = commitsOf(git);
  const found = new Map<string, Commit>();
  const waiting = [...heads];
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    if (found.has(sha)) continue;
    const commit = commits.get(sha) ?? (await readKnown(git, sha));
    if (commit === undefined) continue;
    found.set(sha, commit);
    waiting.push(...commit.parents);
  }
  return found;
}

/** True when `ancestor` is reachable from `descendant`, or is the same commit. */
export async function isAncestor(git: GitRepository, ancestor: string, descendant: string): Promise<boolean> {
  return ancestor === descendant || (await listAncestors(git, [descendant])).has(ancestor);
}

/** The best common ancestor of two commits, if they have one; the newest where there are several. */
export async function findMergeBase(
  git: GitRepository,
  one: string,
  other: string,
): Promise<string | undefined> {
  const [mine, theirs] = [await listAncestors(git, [one]), await listAncestors(git, [other])];
  const common = [...mine.values()].filter(({ sha }) => theirs.has(sha));
  // What leads to a common ancestor is one as well, but a worse one.
  const worse = new Set(common.flatMap(({ parents }) => parents));
  const best = common.filter(({ sha }) => !worse.has(sha));
  return best.sort(byDate)[0]?.sha;
}

/** How many commits each side has that the other has not. */
export async function countAheadBehind(
  git: GitRepository,
  base: string,
  head: string,
): Promise<{ readonly ahead: number; readonly behind: number }> {
  const [behind, ahead] = [await listAncestors(git, [base]), await listAncestors(git, [head])];
  const count = (one: Map<string, Commit>, other: Map<string, Commit>) =>
    [...one.keys()].filter((sha) => !other.has(sha)).length;
  return { ahead: count(ahead, behind), behind: count(behind, ahead) };
}

/** The commits of `from` that none of `not` has, in the order of `git log`: by date, newest first, children first. */
export async function listNewCommits(
  git: GitRepository,
  from: string,
  not: readonly string[],
): Promise<Commit[]> {
  const left = await listAncestors(git, [from]);
  for (const sha of (await listAncestors(git, not)).keys()) left.delete(sha);
  const listed: Commit[] = [];
  const waiting = take(from);
  for (let commit = waiting.shift(); commit !== undefined; commit = waiting.shift()) {
    listed.push(commit);
    for (const parent of commit.parents.flatMap(take)) {
      // Of the same date: who came first goes first.
      const later = waiting.findIndex((other) => byDate(parent, other) < 0);
      waiting.splice(later < 0 ? waiting.length : later, 0, parent);
    }
  }
  return listed;

  function take(sha: string): Commit[] {
    const commit = left.get(sha);
    left.delete(sha);
    return commit === undefined ? [] : [commit];
  }
}

function byDate(one: Commit, other: Commit): number {
  return other.committer.date.localeCompare(one.committer.date);
}
