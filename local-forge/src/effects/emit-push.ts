import { MAX_PUSH_COMMITS, MAX_PUSH_FILES } from '../answers/github-limits.ts';
import { isAncestor } from '../git/commit-graph.ts';
import { readCommit } from '../git/commits.ts';
import { listPushedCommits, type PushedCommit } from '../git/list-pushed-commits.ts';
import { readBranch, ZERO_ID } from '../git/refs.ts';
import type { Repository, User } from '../store/types.ts';
import type { World } from '../world.ts';

/** A ref that moved; {@link ZERO_ID} stands for "was not" and "is not any more". */
export interface RefChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Sends the `push` webhook of one moved branch or tag. */
export async function emitPush(
  world: World,
  repository: Repository,
  change: RefChange,
  sender: User,
): Promise<void> {
  const { base, webhooks } = world;
  if (!webhooks.hasListener('push', repository)) {
    return;
  }
  const { name, before, after } = change;
  const created = before === ZERO_ID;
  const deleted = after === ZERO_ID;
  const commits = deleted ? [] : await describeCommits(world, repository, change);
  const head = deleted ? undefined : await describeCommit(base, repository, { sha: after, ...NO_FILES });
  const page = `${base}/${repository.fullName}`;
  const payload = {
    ref: name,
    before,
    after,
    created,
    deleted,
    forced: !created && !deleted && !(await isAncestor(repository.git, before, after)),
    base_ref: null,
    compare: created || deleted ? `${page}/commit/${after}` : `${page}/compare/${before}...${after}`,
    commits,
    head_commit: commits.find((commit) => commit.id === after) ?? head ?? null,
    pusher: { name: sender.login, email: `${sender.login}@users.noreply.github.com` },
  };
  webhooks.emit({ event: 'push', repository, sender, payload });
}

const NO_FILES = { added: [], removed: [], modified: [] };

async function describeCommits(world: World, repository: Repository, change: RefChange) {
  const isDefault = change.name === `refs/heads/${repository.defaultBranch}`;
  const main = isDefault ? undefined : await readBranch(repository.git, repository.defaultBranch);
  const known = change.before === ZERO_ID ? main : change.before;
  if (known === change.after) {
    return [];
  }
  const not = known === undefined ? [] : [known];
  const pushed = await listPushedCommits(repository.git, change.after, not, MAX_PUSH_COMMITS);
  const described = [];
  let files = 0;
  for (const commit of pushed) {
    files += commit.added.length + commit.removed.length + commit.modified.length;
    const row = await describeCommit(
      world.base,
      repository,
      files > MAX_PUSH_FILES ? { sha: commit.sha, ...NO_FILES } : commit,
    );
    if (row !== undefined) {
      described.push(row);
    }
  }
  return described;
}

async function describeCommit(base: string, repository: Repository, pushed: PushedCommit) {
  const commit = await readCommit(repository.git, pushed.sha);
  if (commit === undefined) {
    return undefined;
  }
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${base}/${repository.fullName}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    added: pushed.added,
    removed: pushed.removed,
    modified: pushed.modified,
  };
}
