import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';
import { listRaisedPurges } from '@colo/schemas/purge';

/**
 * The site's own brake on mass removal. An application whose data goes counts as removed, whether or not it is to run again.
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
  const purged = listRaisedPurges(before.spec.purged, after.spec.purged).map(
    ({ applicationId }) => applicationId,
  );
  const kept = new Set(after.spec.deployments.map(({ applicationId }) => applicationId));
  const there = before.spec.deployments.map(({ applicationId }) => applicationId);
  const removed = new Set([...there.filter((applicationId) => !kept.has(applicationId)), ...purged]);
  if (removed.size <= limit) return;
  throw new ColoError(
    'LO_REMOVALS_REFUSED',
    `The revision removes ${removed.size} applications (${[...removed].sort().join(', ')}); guard.removals is ${limit}.`,
  );
}
