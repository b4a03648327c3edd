import { isAncestor } from '../git/commit-graph.ts';
import { type Commit, formatDate } from '../git/parse-commit.ts';
import { listRefs } from '../git/refs.ts';
import { renderHookCommit } from '../render/render-commit.ts';
import type { CommitStatus, Repository } from '../store/types.ts';
import type { World } from '../world.ts';

/** GitHub names at most so many branches that have the commit. */
const MAX_BRANCHES = 10;
const HEADS = 'refs/heads/';

/** Sends `status`. */
export async function emitStatus(
  world: World,
  repository: Repository,
  status: CommitStatus,
  commit: Commit,
): Promise<void> {
  const { base, webhooks } = world;
  if (!webhooks.hasListener('status', repository)) {
    return;
  }
  const date = formatDate(status.createdAt);
  webhooks.emit({
    event: 'status',
    repository,
    sender: status.creator,
    payload: {
      id: status.id,
      sha: status.sha,
      name: repository.fullName,
      target_url: status.targetUrl,
      avatar_url: `${base}/avatars/u/${status.creator.id}`,
      context: status.context,
      description: status.description,
      state: status.state,
      commit: renderHookCommit(base, repository, commit),
      branches: await listBranches(base, repository, status.sha),
      created_at: date,
      updated_at: date,
    },
  });
}

async function listBranches(base: string, repository: Repository, commit: string) {
  const branches = [];
  for (const { name: ref, sha } of listRefs(repository.git, HEADS)) {
    if (branches.length === MAX_BRANCHES) break;
    if (!(await isAncestor(repository.git, commit, sha))) continue;
    const name = ref.slice(HEADS.length);
    const url = `${base}/repos/${repository.fullName}/commits/${sha}`;
    branches.push({ name, commit: { sha, url }, protected: repository.protections.has(name) });
  }
  return branches;
}
