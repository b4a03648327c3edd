import { listNewCommits } from '../git/commit-graph.ts';
import { fetchCommit } from '../git/commits.ts';
import { readBranch, setRef, ZERO_ID } from '../git/refs.ts';
import { closeIssue } from '../issues/close-issue.ts';
import type { Issue, PullPart, Repository, User } from '../store/types.ts';
import { emitIssue } from '../webhooks/emit-issue.ts';
import type { World } from '../world.ts';
import { emitPush, type RefChange } from './emit-push.ts';

/**
 * Does what follows from moved refs, whoever moved them: the `push` webhook of each, open pull requests whose head
 * moved or went away, and pull requests whose head the base has now. Called under the repository's lock.
 */
export async function settleRefs(
  world: World,
  repository: Repository,
  changes: readonly RefChange[],
  sender: User,
): Promise<void> {
  for (const change of changes) {
    if (!/^refs\/(heads|tags)\//.test(change.name) || change.before === change.after) {
      continue;
    }
    repository.pushedAt = world.now();
    repository.updatedAt = world.now();
    await emitPush(world, repository, change, sender);
    if (change.name.startsWith('refs/heads/')) {
      await settleBranch(world, repository, change, sender);
    }
  }
}

async function settleBranch(
  world: World,
  repository: Repository,
  change: RefChange,
  sender: User,
): Promise<void> {
  const branch = change.name.slice('refs/heads/'.length);
  const merged = await listMerged(repository, change, branch);
  await settleForks(world, repository, change, sender);
  for (const issue of repository.issues.values()) {
    const { pull } = issue;
    if (pull === undefined || issue.state === 'closed') {
      continue;
    }
    const isHead = pull.headRepository === repository && pull.headRef === branch;
    const gone = change.after === ZERO_ID && (isHead || pull.baseRef === branch);
    if (pull.baseRef === branch && merged.has(pull.headSha)) {
      markMerged(pull, change.after, sender, world.now());
      closeIssue(issue, sender, world.now());
      await emitIssue(world, repository, issue, sender, 'closed');
    } else if (gone) {
      closeIssue(issue, sender, world.now());
      await emitIssue(world, repository, issue, sender, 'closed');
    } else if (isHead) {
      await moveHead(world, repository, issue, pull, change, sender);
    }
  }
}

/** Pull requests of other repositories whose head this branch is. */
async function settleForks(world: World, fork: Repository, change: RefChange, sender: User): Promise<void> {
  const branch = change.name.slice('refs/heads/'.length);
  for (const repository of world.store.repositories.values()) {
    if (repository === fork) continue;
    for (const issue of repository.issues.values()) {
      const { pull } = issue;
      if (pull?.headRepository !== fork || pull.headRef !== branch || issue.state === 'closed') continue;
      if (change.after === ZERO_ID) continue;
      await fetchCommit(repository.git, fork.git, change.after);
      await moveHead(world, repository, issue, pull, change, sender);
    }
  }
}

/** The commits that came to a branch which some open pull request has as its base. */
async function listMerged(repository: Repository, change: RefChange, branch: string): Promise<Set<string>> {
  const isBase = [...repository.issues.values()].some(
    (issue) => issue.state === 'open' && issue.pull?.baseRef === branch,
  );
  if (!isBase || change.after === ZERO_ID || change.before === ZERO_ID) {
    return new Set();
  }
  const came = await listNewCommits(repository.git, change.after, [change.before]);
  return new Set(came.map(({ sha }) => sha));
}

async function moveHead(
  world: World,
  repository: Repository,
  issue: Issue,
  pull: PullPart,
  change: RefChange,
  sender: User,
): Promise<void> {
  const before = pull.headSha;
  pull.headSha = change.after;
  pull.baseSha = (await readBranch(repository.git, pull.baseRef)) ?? pull.baseSha;
  issue.updatedAt = world.now();
  await setRef(repository.git, `refs/pull/${issue.number}/head`, change.after);
  await emitIssue(world, repository, issue, sender, 'synchronize', { before, after: change.after });
}

/** Notes that a pull request is merged. */
export function markMerged(pull: PullPart, sha: string, by: User, at: Date): void {
  pull.mergedAt = at;
  pull.mergedBy = by;
  pull.mergeCommitSha = sha;
}
