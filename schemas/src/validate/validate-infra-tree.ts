import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import type { PackagePolicy } from '../generated/fleet-policy.ts';
import type { AppPackage } from '../margo/app-package.ts';
import { type ModeOption, modeOf } from '../margo/check/deviations.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import { checkGroupParameters } from './check-parameter-layers.ts';
import { checkPolicySites } from './check-policy-sites.ts';
import { checkSecretFiles } from './check-secret-files.ts';
import { openTreeCheck, POLICY_FILE, type SitesCheckOptions, type SitesReport } from './check-sites.ts';
import { chooseScope, listScopeFiles, type ValidationScope } from './choose-scope.ts';
import type { SiteFiles } from './list-sites.ts';
import { parsePackageFolder } from './package-folder.ts';
import type { RepoReader } from './repo-reader.ts';
import { sortDiagnostics } from './sort-diagnostics.ts';
import { surveyTree } from './survey-tree.ts';
import { groupById } from './validate-site.ts';

export interface ValidateInfraOptions extends ModeOption {
  /** Changed paths, removed ones too: only what they touch is checked. Default: everything. */
  readonly only?: readonly string[];
  /**
   * Judges packages, in place of the tree's own `spec.packages`: the policy of the default branch, so that a pull request
   * does not loosen what judges it.
   */
  readonly packagePolicy?: PackagePolicy;
  /** Checks many sites elsewhere, in several threads; undefined where it will not, and they are checked here. */
  readonly checkSites?: (
    sites: readonly SiteFiles[],
    options: SitesCheckOptions,
  ) => Promise<SitesReport> | undefined;
}

/**
 * Checks the tree of an infra repo: the fleet policy, every site's inventory and desired state, every package, and that
 * they agree. Reads only what it needs, runs nothing, follows no link. Each fault is reported once.
 */
export async function validateInfraTree(
  reader: RepoReader,
  options: ValidateInfraOptions = {},
): Promise<Diagnostic[]> {
  const survey = await surveyTree(reader, options.only ?? []);
  const scope = chooseScope(survey, options.only);
  const { packagePolicy } = options;
  const checkOptions: SitesCheckOptions = {
    packages: [...survey.packages],
    ...(packagePolicy === undefined ? {} : { packagePolicy }),
    ...modeOf(options),
  };
  const { policy, shelf, check } = await openTreeCheck(reader, checkOptions);

  const found: Diagnostic[] = [...policy.diagnostics, ...survey.diagnostics, ...survey.sites.diagnostics];
  found.push(...(await checkSecretFiles(reader, survey.secrets, scope.sites)));
  for (const path of scope.removed) found.push(...describeRemoved(path, survey.sites.has(siteOf(path))));
  for (const folder of scope.packages) await shelf.get(folder);
  const report = await (options.checkSites?.([...listScopeFiles(survey, scope)], checkOptions) ??
    check(listScopeFiles(survey, scope)));
  found.push(...report.diagnostics);
  const used: AppPackage[] = [];
  for (const folder of report.used) {
    const { app } = await shelf.get(folder);
    if (app !== undefined) used.push(app);
  }
  if (policy.value !== undefined && policy.parsed !== undefined) {
    found.push(...checkPolicySites(policy.value, policy.parsed, survey.sites));
    found.push(
      ...checkGroupParameters(policy.value, policy.parsed, {
        used: groupById(used),
        isPublished: (id) => shelf.hasApplication(id),
      }),
    );
  }
  found.push(...shelf.diagnostics);
  return sortDiagnostics(
    options.only === undefined ? found : found.filter((each) => isTouched(each, scope, options.only ?? [])),
  );
}

/** Faults of the tree as a whole count where a changed path is part of them; all else was only looked at if touched. */
function isTouched(diagnostic: Diagnostic, scope: ValidationScope, only: readonly string[]): boolean {
  const { file } = diagnostic;
  if (file === POLICY_FILE) return diagnostic.severity === 'error' || only.includes(POLICY_FILE);
  const folder = parsePackageFolder(file)?.folder;
  if (folder !== undefined || diagnostic.code === 'TREE_PATH_COLLISION') return true;
  if (file.startsWith('sites/') && liesInSite(file, scope)) return true;
  return only.some((path) => toSafeText(path, 200) === file);
}

function liesInSite(file: string, { sites }: ValidationScope): boolean {
  const folder = file.slice('sites/'.length);
  for (let end = folder.lastIndexOf('/'); end > 0; end = folder.lastIndexOf('/', end - 1)) {
    if (sites.has(folder.slice(0, end))) return true;
  }
  return false;
}

/** A desired state that goes away while its site stays says nothing about what must run; it never removes anything. */
function describeRemoved(path: string, isSiteThere: boolean): readonly Diagnostic[] {
  if (path === POLICY_FILE || !path.endsWith('/desiredstate.yaml') || !isSiteThere) return [];
  const message = `${toSafeText(path, 200)} was removed, but its site is still there`;
  const fix =
    'Restore it. To remove every application, leave the file with deployments: []; to give up the site, remove its whole folder.';
  return [makeDiagnostic('TREE_DOCUMENT_MISSING', message, startOf(toSafeText(path, 200)), { fix })];
}

function siteOf(path: string): string {
  return path.replace(/^sites\//, '').replace(/\/[^/]*$/, '');
}
