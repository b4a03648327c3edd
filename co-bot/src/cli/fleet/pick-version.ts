import { ColoError } from '@colo/schemas/errors';
import { compareVersions, isPrerelease } from '../../registry/tag-names.ts';
import type { Tag } from '../git/list-tags.ts';

/** Versions of applications, highest first. */
export function sortVersions(tags: readonly Tag[]): readonly Tag[] {
  return [...tags].sort((left, right) => compareVersions(right.version, left.version));
}

/**
 * The tag of `application` at `version`; where none is asked for, the highest release, as CO chooses it.
 * Throws CLI_APPLICATION_UNKNOWN, and names what there is.
 */
export function pickVersion(tags: readonly Tag[], application: string, version: string | undefined): Tag {
  const known = sortVersions(tags.filter((tag) => tag.application === application));
  const newest = known.find((tag) => !isPrerelease(tag.version)) ?? known[0];
  const picked = version === undefined ? newest : known.find((tag) => tag.version === version);
  if (picked !== undefined) return picked;
  const wanted = version === undefined ? application : `${application}@${version}`;
  const there = known.slice(0, 10).map((tag) => tag.version);
  const hint = there.length === 0 ? '' : `; there is ${there.join(', ')}`;
  throw new ColoError('CLI_APPLICATION_UNKNOWN', `${wanted} is not published${hint}`);
}
