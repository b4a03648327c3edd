import type { SiteFiles } from './list-sites.ts';
import { parsePackageFolder } from './package-folder.ts';
import type { RepoEntry } from './repo-reader.ts';

/** What a validation looks at. */
export interface ValidationScope {
  readonly entries: readonly RepoEntry[];
  readonly sites: readonly SiteFiles[];
  /** Package folders to check whatever names them. */
  readonly packages: readonly string[];
  /** Changed paths that are no longer there. */
  readonly removed: readonly string[];
}

/**
 * What changed paths touch: their own entries; the sites that they lie in; the packages that they lie in; every site
 * where the fleet policy changed, or a package's file went away that a site may still name.
 *
 * @param only changed paths; undefined checks everything
 */
export function chooseScope(
  entries: readonly RepoEntry[],
  sites: ReadonlyMap<string, SiteFiles>,
  only: readonly string[] | undefined,
): ValidationScope {
  if (only === undefined) {
    return {
      entries,
      sites: [...sites.values()],
      packages: listPackages(entries.map(({ path }) => path)),
      removed: [],
    };
  }
  const changed = new Set(only);
  const present = new Set(entries.map(({ path }) => path));
  const removed = only.filter((path) => !present.has(path));
  const folders = new Set(listPackages([...present]));
  const touchesAll =
    changed.has('colo.yaml') || removed.some((path) => parsePackageFolder(path) !== undefined);
  return {
    entries: entries.filter(({ path }) => changed.has(path)),
    sites: [...sites.values()].filter(
      ({ site }) => touchesAll || only.some((path) => path.startsWith(`sites/${site}/`)),
    ),
    packages: listPackages(only).filter((folder) => folders.has(folder)),
    removed,
  };
}

function listPackages(paths: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    const parsed = parsePackageFolder(path);
    if (parsed !== undefined && path.startsWith(`${parsed.folder}/`)) folders.add(parsed.folder);
  }
  return [...folders];
}
