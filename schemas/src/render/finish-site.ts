import { canonicalJson } from '../digests/canonical-json.ts';
import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { Deployment, DesiredState, Purge } from '../generated/desired-state.ts';
import type { RenderedSite } from './deploy-request.ts';

/**
 * A desired state with these deployments, sorted, and whether it differs from the current one.
 *
 * @param purged tombstones; those of the current one stay where nothing else is said, whatever becomes of deployments
 */
export function finishSite(
  site: string,
  current: DesiredState | undefined,
  deployments: readonly Deployment[],
  warnings: readonly string[] = [],
  purged: readonly Purge[] = current?.spec.purged ?? [],
): RenderedSite {
  const sorted = [...deployments].sort(
    (left, right) =>
      compareCodePoints(left.applicationId, right.applicationId) || compareCodePoints(left.id, right.id),
  );
  const desired: DesiredState = {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'DesiredState',
    metadata: { site },
    spec: { deployments: sorted, ...(purged.length === 0 ? {} : { purged: [...purged] }) },
  };
  const changed =
    current === undefined
      ? sorted.length > 0 || purged.length > 0
      : canonicalJson(current) !== canonicalJson(desired);
  return { ok: true, site, desired, changed, warnings };
}
