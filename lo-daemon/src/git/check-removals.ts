import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';

/**
 * The site's own brake on mass removal.
 *
 * @param limit most applications that one revision may remove; undefined: no limit
 * @throws ColoError LO_REMOVALS_REFUSED
 */
export function checkRemovals(
  before: DesiredState | undefined,
  after: DesiredState,
  limit: number | undefined,
): void {
  if (before === undefined || limit === undefined) return;
  const kept = new Set(after.spec.deployments.map(({ applicationId }) => applicationId));
  const there = before.spec.deployments.map(({ applicationId }) => applicationId);
  const removed = new Set(there.filter((applicationId) => !kept.has(applicationId)));
  if (removed.size <= limit) return;
  throw new ColoError(
    'LO_REMOVALS_REFUSED',
    `The revision removes ${removed.size} applications (${[...removed].sort().join(', ')}); guard.removals is ${limit}.`,
  );
}
