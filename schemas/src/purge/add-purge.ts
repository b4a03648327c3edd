import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { Purge } from '../generated/desired-state.ts';
import { findHighestEpoch } from './purge-epochs.ts';

/** Data that is to go. */
export interface PurgeRequest {
  readonly applicationId: string;
  readonly hosts: readonly string[];
  /** Highest epoch that the application ever had on the site: a host that has purged to it must see a higher one. */
  readonly floor?: number;
}

/**
 * The tombstones of a site with one more: the hosts leave the application's older entries for one with a higher epoch.
 * Sorted by application, then epoch; the same request gives the same list.
 */
export function addPurge(
  purged: readonly Purge[] | undefined,
  { applicationId, hosts, floor = 0 }: PurgeRequest,
): readonly Purge[] {
  const known = purged ?? [];
  if (hosts.length === 0) return known;
  const epoch = Math.max(floor, findHighestEpoch(known, applicationId)) + 1;
  const going = new Set(hosts);
  const kept = known.flatMap((entry) => {
    if (entry.applicationId !== applicationId) return entry;
    const others = entry.hosts.filter((host) => !going.has(host));
    return others.length === 0 ? [] : { ...entry, hosts: others };
  });
  return [...kept, { applicationId, hosts: [...going].sort(compareCodePoints), epoch }].sort(
    (left, right) => compareCodePoints(left.applicationId, right.applicationId) || left.epoch - right.epoch,
  );
}
