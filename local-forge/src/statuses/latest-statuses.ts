import type { CommitStatus, Repository } from '../store/types.ts';

/** The newest status of each context of a commit, newest first. */
export function latestStatuses(repository: Repository, sha: string): CommitStatus[] {
  const latest = new Map<string, CommitStatus>();
  for (const status of repository.statuses.get(sha) ?? []) {
    latest.delete(status.context);
    latest.set(status.context, status);
  }
  return [...latest.values()].reverse();
}

/** GitHub's combined state: one failure fails all; none at all is pending. */
export function combineStates(statuses: readonly CommitStatus[]): 'failure' | 'pending' | 'success' {
  if (statuses.some((status) => status.state === 'failure' || status.state === 'error')) {
    return 'failure';
  }
  const done = statuses.length > 0 && statuses.every((status) => status.state === 'success');
  return done ? 'success' : 'pending';
}
