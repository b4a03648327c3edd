import { countAheadBehind, findMergeBase } from '../git/commit-graph.ts';
import { diffTrees } from '../git/diff-trees.ts';
import { mergeTrees } from '../git/merge-commits.ts';
import { readBranch } from '../git/refs.ts';
import type { Issue, PullPart, Repository } from '../store/types.ts';
import { findMissingChecks } from './find-missing-checks.ts';

interface PullFacts {
  /** null once it is closed, as nobody computes it any more. */
  readonly mergeable: boolean | null;
  readonly mergeableState: 'clean' | 'dirty' | 'blocked' | 'draft' | 'unknown';
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
}

type Size = Omit<PullFacts, 'mergeable' | 'mergeableState'>;

const sizes = new WeakMap<Issue, { readonly key: string; readonly size: Promise<Size> }>();
const merges = new WeakMap<Issue, { readonly key: string; readonly merges: Promise<boolean> }>();

/** Asks git whether a pull request merges into its base as the base is now, and how much it changes. */
export async function assessPull(repository: Repository, issue: Issue, pull: PullPart): Promise<PullFacts> {
  const size = await measure(repository, issue, pull);
  if (issue.state === 'closed') {
    return { ...size, mergeable: null, mergeableState: 'unknown' };
  }
  const base = (await readBranch(repository.git, pull.baseRef)) ?? pull.baseSha;
  const mergeable = await tryMerge(repository, issue, base, pull.headSha);
  return { ...size, mergeable, mergeableState: nameState(repository, pull, mergeable) };
}

function nameState(repository: Repository, pull: PullPart, mergeable: boolean): PullFacts['mergeableState'] {
  if (!mergeable) {
    return 'dirty';
  }
  if (pull.draft) {
    return 'draft';
  }
  return findMissingChecks(repository, pull).length > 0 ? 'blocked' : 'clean';
}

function tryMerge(repository: Repository, issue: Issue, base: string, head: string): Promise<boolean> {
  const key = `${base} ${head}`;
  const known = merges.get(issue);
  if (known?.key === key) {
    return known.merges;
  }
  const found = mergeTrees(repository.git, base, head).then((tree) => tree !== undefined);
  merges.set(issue, { key, merges: found });
  return found;
}

function measure(repository: Repository, issue: Issue, pull: PullPart): Promise<Size> {
  const key = `${pull.baseSha} ${pull.headSha}`;
  const known = sizes.get(issue);
  if (known?.key === key) {
    return known.size;
  }
  const size = count(repository, pull);
  sizes.set(issue, { key, size });
  return size;
}

async function count({ git }: Repository, pull: PullPart): Promise<Size> {
  const [from, counts] = await Promise.all([
    findMergeBase(git, pull.baseSha, pull.headSha),
    countAheadBehind(git, pull.baseSha, pull.headSha),
  ]);
  const files = await diffTrees(git, from, pull.headSha);
  return {
    commits: counts.ahead,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
  };
}
