import { formatDate } from '../git/parse-commit.ts';
import type { CommitStatus, Repository } from '../store/types.ts';
import { renderUser } from './render-user.ts';

/** A status as the combined view lists it. */
export function renderSimpleStatus(base: string, repository: Repository, status: CommitStatus) {
  const date = formatDate(status.createdAt);
  return {
    url: `${base}/repos/${repository.fullName}/statuses/${status.sha}`,
    avatar_url: `${base}/avatars/u/${status.creator.id}`,
    id: status.id,
    node_id: status.nodeId,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: date,
    updated_at: date,
  };
}

export function renderStatus(base: string, repository: Repository, status: CommitStatus) {
  return {
    ...renderSimpleStatus(base, repository, status),
    creator: renderUser(base, status.creator),
  };
}
