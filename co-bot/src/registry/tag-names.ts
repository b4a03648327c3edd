import type { SemVer } from 'semver';
import compareBuild from 'semver/functions/compare-build.js';
import parse from 'semver/functions/parse.js';
import satisfies from 'semver/functions/satisfies.js';

// git-check-ref-format(1): what a version may not do in a tag's name.
const NOT_IN_A_REF = /\.\.|\.$|\.lock$/u;

/** The tag that publishes a version: `<id>@<version>`. */
export function formatTag(application: string, version: string): string {
  return `${application}@${version}`;
}

/** True when the version can be part of a tag's name. */
export function isTaggable(version: string): boolean {
  return !NOT_IN_A_REF.test(version);
}

/** The versions of an application among tag names, highest first. */
export function listVersions(application: string, tags: readonly string[]): readonly string[] {
  const prefix = `${application}@`;
  return tags
    .filter((tag) => tag.startsWith(prefix) && tag.length > prefix.length)
    .map((tag) => tag.slice(prefix.length))
    .sort((one, other) => compareVersions(other, one));
}

/**
 * Compares versions as their authors write them: Semantic Versioning 2.0.0 where it fits, `1.0` as `1.0.0`, and by
 * code units where neither is a version. Versions that mean the same compare by their text, so that the order is total.
 */
export function compareVersions(one: string, other: string): number {
  const left = toSemver(one);
  const right = toSemver(other);
  if (left !== undefined && right !== undefined) {
    const order = compareBuild(left, right);
    if (order !== 0) return order;
  } else if (left !== undefined) return 1;
  else if (right !== undefined) return -1;
  return one < other ? -1 : one > other ? 1 : 0;
}

/** True when the version lies within a semantic version range. */
export function isInRange(version: string, range: string): boolean {
  const parsed = toSemver(version);
  return parsed !== undefined && satisfies(parsed, range);
}

/** True for `1.0.0-rc.1`: never chosen for somebody who named no version, as long as there is a release. */
export function isPrerelease(version: string): boolean {
  const parsed = toSemver(version);
  return parsed === undefined || parsed.prerelease.length > 0;
}

function toSemver(version: string): SemVer | undefined {
  const strict = parse(version, { loose: true });
  if (strict !== null) return strict;
  const short = /^v?(?<numbers>[0-9]+(?:\.[0-9]+)?)(?<rest>(?:[-+].*)?)$/u.exec(version)?.groups;
  if (short === undefined) return undefined;
  const numbers = (short['numbers'] ?? '').split('.');
  while (numbers.length < 3) numbers.push('0');
  return parse(`${numbers.join('.')}${short['rest'] ?? ''}`, { loose: true }) ?? undefined;
}
