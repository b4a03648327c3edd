import { ColoError } from '@colo/schemas';
import semver from 'semver';
import type { Tag } from '../git/list-tags.ts';

/** Versions of one application, highest first; what is no semantic version comes last, in text order. */
export function sortVersions(tags: readonly Tag[]): readonly Tag[] {
  return [...tags].sort((left, right) => compareVersions(right.version, left.version));
}

/**
 * The tag of `application` at `version`, or the highest tagged version where none is asked for.
 * Throws CLI_APPLICATION_UNKNOWN, and names what there is.
 */
export function pickVersion(tags: readonly Tag[], application: string, version: string | undefined): Tag {
  const known = sortVersions(tags.filter((tag) => tag.application === application));
  const picked = version === undefined ? known[0] : known.find((tag) => tag.version === version);
  if (picked !== undefined) return picked;
  const wanted = version === undefined ? application : `${application}@${version}`;
  const there = known
    .map((tag) => tag.version)
    .slice(0, 10)
    .join(', ');
  throw new ColoError(
    'CLI_APPLICATION_UNKNOWN',
    `${wanted} is not published${there === '' ? '' : `; there is ${there}`}`,
  );
}

/** Margo allows any text as a version: `1.0` counts as `1.0.0` (semver.coerce). */
function compareVersions(left: string, right: string): number {
  const [one, other] = [parseVersion(left), parseVersion(right)];
  if (one !== null && other !== null) return semver.compare(one, other) || (left < right ? -1 : 1);
  if (one === null && other === null) return left < right ? -1 : 1;
  return one === null ? -1 : 1;
}

function parseVersion(text: string): semver.SemVer | null {
  return semver.parse(text) ?? semver.coerce(text);
}
