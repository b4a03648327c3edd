import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { isSiteName } from '../names/is-name.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { RepoEntry } from './repo-reader.ts';

/** The documents of a site, by the files that are there. */
export interface SiteFiles {
  readonly site: string;
  readonly inventory: string | undefined;
  readonly desired: string | undefined;
}

export interface SiteListing {
  /** By name, in the order of the tree. */
  readonly sites: ReadonlyMap<string, SiteFiles>;
  readonly diagnostics: readonly Diagnostic[];
}

const INVENTORY = 'site.yaml';
const DESIRED = 'desiredstate.yaml';

/** Names that somebody may write who means one of the two. */
const NEAR_MISS = /^(?:sites?|desired[-_]?states?)\.(?:ya?ml|json)$/i;

/** Finds the sites of an infra repo by their documents, and what cannot be a site. */
export function listSites(entries: readonly RepoEntry[]): SiteListing {
  const sites = new Map<string, SiteFiles>();
  const diagnostics: Diagnostic[] = [];
  for (const { path } of entries) {
    const file = path.slice(path.lastIndexOf('/') + 1);
    if (!path.startsWith('sites/')) continue;
    if (file !== INVENTORY && file !== DESIRED) {
      if (NEAR_MISS.test(file)) diagnostics.push(describeNearMiss(path, file));
      continue;
    }
    const site = path.slice('sites/'.length, Math.max('sites/'.length, path.length - file.length - 1));
    if (!isSiteName(site)) {
      diagnostics.push(describeBadName(path, site));
      continue;
    }
    const known = sites.get(site) ?? { site, inventory: undefined, desired: undefined };
    sites.set(site, file === INVENTORY ? { ...known, inventory: path } : { ...known, desired: path });
  }
  return { sites, diagnostics: [...diagnostics, ...findNested(sites)] };
}

function findNested(sites: ReadonlyMap<string, SiteFiles>): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { site, inventory, desired } of sites.values()) {
    const parts = site.split('/');
    const outer = parts
      .map((_, index) => parts.slice(0, index).join('/'))
      .find((ancestor) => ancestor !== '' && sites.has(ancestor));
    if (outer === undefined) continue;
    const file = inventory ?? desired ?? `sites/${site}`;
    found.push(makeDiagnostic('SITE_NESTED', `site ${site} lies inside site ${outer}`, startOf(file)));
  }
  return found;
}

function describeBadName(path: string, site: string): Diagnostic {
  const shown = toSafeText(path, 200);
  const message =
    site === ''
      ? `${shown} lies in no site's folder`
      : `the folder ${toSafeText(site, 200)} is no name of a site: lower-case letters, digits and dashes, joined by /`;
  return makeDiagnostic('TREE_PATH_REFUSED', message, startOf(shown));
}

function describeNearMiss(path: string, file: string): Diagnostic {
  const meant = /^site/i.test(file) ? INVENTORY : DESIRED;
  const shown = toSafeText(path, 200);
  const message = `${shown} is not read; did you mean ${meant}?`;
  return makeDiagnostic('TREE_FILE_MISPLACED', message, startOf(shown), { severity: 'warning' });
}
