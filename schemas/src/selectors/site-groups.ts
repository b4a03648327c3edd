import type { FleetPolicy, SiteGroup } from '../generated/fleet-policy.ts';
import type { Site } from '../generated/site.ts';
import { matchesGlob } from './glob.ts';

/**
 * True when a site belongs to a group: one of the group's globs matches its name, and it has all of the group's
 * labels. A group that names neither has no sites.
 *
 * @throws ColoError SELECTOR_INVALID when the group holds something that is no glob
 */
export function isInGroup(group: SiteGroup, site: Site): boolean {
  const { sites, labels } = group;
  if (sites === undefined && labels === undefined) return false;
  const { name, labels: own } = site.metadata;
  const isNamed = sites === undefined || sites.some((glob) => matchesGlob(glob, name));
  return isNamed && Object.entries(labels ?? {}).every(([key, value]) => readLabel(own, key) === value);
}

/** The groups that a site belongs to, in the policy's order: a later group's parameters win. */
export function listSiteGroups(policy: FleetPolicy, site: Site): readonly SiteGroup[] {
  return (policy.spec.groups ?? []).filter((group) => isInGroup(group, site));
}

/** A label's own value; undefined where there is none. */
export function readLabel(
  labels: Readonly<Record<string, string>> | undefined,
  key: string,
): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}
