import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import { createEntryCheck } from './check-entries.ts';
import { isSecretPath } from './check-secret-files.ts';
import { createSiteListing, type SiteListing } from './list-sites.ts';
import { parsePackageFolder } from './package-folder.ts';
import { type RepoEntry, type RepoReader, walkTree } from './repo-reader.ts';

/** What an infra repo holds, by names alone: little, however many files there are. */
export interface TreeSurvey {
  readonly sites: SiteListing;
  /** The package folders. */
  readonly packages: ReadonlySet<string>;
  /** What lies in folders of sites' secrets. */
  readonly secrets: readonly RepoEntry[];
  /** Those of the paths asked for that are there. */
  readonly present: ReadonlySet<string>;
  /** Faults of paths, modes and places. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What of a tree is colo's, in any case: a folder `Sites` is a mistake worth naming. */
const OURS = /^(?:colo\.yaml$|sites(?:\/|$)|packages(?:\/|$))/i;

/**
 * Goes through the names of a tree once.
 *
 * @param asked paths whose presence matters
 */
export async function surveyTree(reader: RepoReader, asked: readonly string[]): Promise<TreeSurvey> {
  const wanted = new Set(asked);
  const present = new Set<string>();
  const packages = new Set<string>();
  const secrets: RepoEntry[] = [];
  const sites = createSiteListing();
  const diagnostics: Diagnostic[] = [];
  const check = createEntryCheck();
  for await (const entry of walkTree(reader, '')) {
    if (!OURS.test(entry.path)) continue;
    if (wanted.has(entry.path)) present.add(entry.path);
    const folder = parsePackageFolder(entry.path)?.folder;
    if (folder !== undefined && folder !== entry.path) packages.add(folder);
    if (isSecretPath(entry.path)) secrets.push(entry);
    sites.add(entry.path);
    diagnostics.push(...check(entry), ...findMisplaced(entry, folder));
  }
  return { sites: sites.finish(), packages, secrets, present, diagnostics };
}

/** A package's files lie in a folder named after application and digest; nothing else may lie beside those folders. */
function findMisplaced({ path }: RepoEntry, folder: string | undefined): readonly Diagnostic[] {
  const isPackagePath = path.startsWith('packages/') && path.split('/').length > 2;
  if (!isPackagePath || (folder !== undefined && path !== folder)) return [];
  const shown = toSafeText(path, 200);
  const message = `${shown} lies in no folder packages/<application id>/<64 digits of the digest>/`;
  return [makeDiagnostic('TREE_FILE_MISPLACED', message, startOf(shown))];
}
