import { listSiteFiles, type SiteFiles } from './list-sites.ts';
import { parsePackageFolder } from './package-folder.ts';
import type { TreeSurvey } from './survey-tree.ts';

/** What a validation looks at. */
export interface ValidationScope {
  /** Names of sites. */
  readonly sites: ReadonlySet<string>;
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
export function chooseScope(survey: TreeSurvey, only: readonly string[] | undefined): ValidationScope {
  const { sites, packages, present } = survey;
  const all = [...sites.listNames()];
  if (only === undefined) return { sites: new Set(all), packages: [...packages], removed: [] };
  const removed = only.filter((path) => !present.has(path));
  const touchesAll =
    only.includes('colo.yaml') || removed.some((path) => parsePackageFolder(path) !== undefined);
  const touched = new Set(only.flatMap(listFolders));
  return {
    sites: new Set(touchesAll ? all : all.filter((site) => touched.has(`sites/${site}`))),
    packages: listPackages(only).filter((folder) => packages.has(folder)),
    removed,
  };
}

/** The documents of the sites of a scope, made when they are looked at. */
export function* listScopeFiles(survey: TreeSurvey, scope: ValidationScope): Generator<SiteFiles> {
  for (const site of scope.sites) yield listSiteFiles(survey.sites, site);
}

/** A path's folders, the outermost first. */
function listFolders(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
    folders.push(path.slice(0, end));
  return folders;
}

function listPackages(paths: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    const parsed = parsePackageFolder(path);
    if (parsed !== undefined && path.startsWith(`${parsed.folder}/`)) folders.add(parsed.folder);
  }
  return [...folders];
}
