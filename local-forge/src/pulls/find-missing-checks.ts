import { latestStatuses } from '../statuses/latest-statuses.ts';
import type { PullPart, Repository } from '../store/types.ts';

/** The required status checks of the base branch that are not `success` on the head commit. */
export function findMissingChecks(repository: Repository, pull: PullPart): string[] {
  const required = repository.protections.get(pull.baseRef)?.requiredStatusChecks ?? [];
  const latest = latestStatuses(repository, pull.headSha);
  return required.filter(
    (context) => !latest.some((status) => status.context === context && status.state === 'success'),
  );
}
