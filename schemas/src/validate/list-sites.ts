import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { isSiteName } from '../names/is-name.ts';
import { toSafeText } from '../text/to-safe-text.ts';

/** The documents of a site, by the files that are there. */
export interface SiteFiles {
  readonly site: string;
  readonly inventory: string | undefined;
  readonly desired: string | undefined;
}

/** The sites of an infra repo, by name. */
export interface SiteListing {
  /** In the order of the tree. */
  listNames(): Iterable<string>;
  has(site: string): boolean;
  hasInventory(site: string): boolean;
  hasDesired(site: string): boolean;
  readonly diagnostics: readonly Diagnostic[];
}

const INVENTORY = 'site.yaml';
const DESIRED = 'desiredstate.yaml';

/** Names that somebody may write who means one of the two. */
const NEAR_MISS = /^(?:sites?|desired[-_]?states?)\.(?:ya?ml|json)$/i;

/** Which of the two a site has, one bit each: there may be tens of thousands of sites. */
const HAS_INVENTORY = 1;
const HAS_DESIRED = 2;

/** Finds the sites of an infra repo by their documents, and what cannot be a site. */
export function createSiteListing(): { add(path: string): void; finish(): SiteListing } {
  const sites = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  return {
    add(path) {
      if (!path.startsWith('sites/')) return;
      const file = path.slice(path.lastIndexOf('/') + 1);
      if (file !== INVENTORY && file !== DESIRED) {
        if (NEAR_MISS.test(file)) diagnostics.push(describeNearMiss(path, file));
        return;
      }
      const site = path.slice('sites/'.length, Math.max('sites/'.length, path.length - file.length - 1));
      if (isSiteName(site)) {
        sites.set(site, (sites.get(site) ?? 0) | (file === INVENTORY ? HAS_INVENTORY : HAS_DESIRED));
      } else diagnostics.push(describeBadName(path, site));
    },
    finish: () => ({
      listNames: () => sites.keys(),
      has: (site) => sites.has(site),
      hasInventory: (site) => ((sites.get(site) ?? 0) & HAS_INVENTORY) !== 0,
      hasDesired: (site) => ((sites.get(site) ?? 0) & HAS_DESIRED) !== 0,
      diagnostics: [...diagnostics, ...findNested(sites)],
    }),
  };
}

/** The documents of one site of a listing. */
export function listSiteFiles(listing: SiteListing, site: string): SiteFiles {
  return {
    site,
    inventory: listing.hasInventory(site) ? `sites/${site}/${INVENTORY}` : undefined,
    desired: listing.hasDesired(site) ? `sites/${site}/${DESIRED}` : undefined,
  };
}

function findNested(sites: ReadonlyMap<string, number>): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [site, documents] of sites) {
    const outer = findOuter(site, sites);
    if (outer === undefined) continue;
    const file = `sites/${site}/${(documents & HAS_INVENTORY) === 0 ? DESIRED : INVENTORY}`;
    found.push(makeDiagnostic('SITE_NESTED', `site ${site} lies inside site ${outer}`, startOf(file)));
  }
  return found;
}

/** The outermost site around a site. */
function findOuter(site: string, sites: ReadonlyMap<string, number>): string | undefined {
  for (let end = site.indexOf('/'); end >= 0; end = site.indexOf('/', end + 1)) {
    const outer = site.slice(0, end);
    if (sites.has(outer)) return outer;
  }
  return undefined;
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
