import { latestStatuses } from '../statuses/latest-statuses.ts';
import type { Repository } from '../store/types.ts';

/** Why a protected branch may not be moved to a commit directly; nothing when it may. */
export function findUnmetProtection(repository: Repository, ref: string, sha: string): string | undefined {
  const required = repository.protections.get(ref.replace(/^refs\/heads\//, ''))?.requiredStatusChecks ?? [];
  const passed = new Set(
    latestStatuses(repository, sha)
      .filter((status) => status.state === 'success')
      .map((status) => status.context),
  );
  const missing = required.find((context) => !passed.has(context));
  return missing === undefined ? undefined : `Required status check "${missing}" is expected.`;
}
