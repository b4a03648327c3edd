import { compareVersions } from './tag-names.ts';

/** The newest of the published versions that is below this one; undefined where this is the first. */
export function findEarlier(version: string, published: readonly string[]): string | undefined {
  return published
    .filter((each) => compareVersions(each, version) < 0)
    .sort(compareVersions)
    .at(-1);
}
