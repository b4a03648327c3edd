import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { fleetPolicyForm } from '../documents/read-fleet-policy.ts';
import type { PackagePolicy } from '../generated/fleet-policy.ts';
import { type ModeOption, modeOf } from '../margo/check/deviations.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import { checkGroupParameters } from './check-parameter-layers.ts';
import { checkSecretFiles } from './check-secret-files.ts';
import { chooseScope, listScopeFiles, type ValidationScope } from './choose-scope.ts';
import { openDocument } from './open-document.ts';
import { parsePackageFolder } from './package-folder.ts';
import { PackageShelf } from './package-shelf.ts';
import type { RepoReader } from './repo-reader.ts';
import { sortDiagnostics } from './sort-diagnostics.ts';
import { surveyTree } from './survey-tree.ts';
import { createSiteValidator } from './validate-site.ts';

export interface ValidateInfraOptions extends ModeOption {
  /** Changed paths, removed ones too: only what they touch is checked. Default: everything. */
  readonly only?: readonly string[];
  /**
   * Judges packages, in place of the tree's own `spec.packages`: the policy of the default branch, so that a pull request
   * does not loosen what judges it.
   */
  readonly packagePolicy?: PackagePolicy;
}

const POLICY = 'colo.yaml';

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
  const policy = await openDocument(reader, POLICY, fleetPolicyForm);
  const ownPolicy = policy.value === undefined ? undefined : (policy.value.spec.packages ?? {});
  const shelf = new PackageShelf(reader, survey.packages, {
    policy: options.packagePolicy ?? ownPolicy,
    ...modeOf(options),
  });
  const sites = createSiteValidator({ reader, shelf, policy: policy.value });

  const found: Diagnostic[] = [...policy.diagnostics, ...survey.diagnostics, ...survey.sites.diagnostics];
  found.push(...(await checkSecretFiles(reader, survey.secrets, scope.sites)));
  for (const path of scope.removed) found.push(...describeRemoved(path, survey.sites.has(siteOf(path))));
  for (const folder of scope.packages) await shelf.get(folder);
  for (const files of listScopeFiles(survey, scope)) found.push(...(await sites.check(files)));
  if (policy.value !== undefined && policy.parsed !== undefined) {
    found.push(...checkGroupParameters(policy.value, policy.parsed, sites.used()));
  }
  found.push(...shelf.diagnostics);
  return sortDiagnostics(
    options.only === undefined ? found : found.filter((each) => isTouched(each, scope, options.only ?? [])),
  );
}

/** Faults of the tree as a whole count where a changed path is part of them; all else was only looked at if touched. */
function isTouched(diagnostic: Diagnostic, scope: ValidationScope, only: readonly string[]): boolean {
  const { file } = diagnostic;
  if (file === POLICY) return diagnostic.severity === 'error' || only.includes(POLICY);
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
  if (path === POLICY || !path.endsWith('/desiredstate.yaml') || !isSiteThere) return [];
  const message = `${toSafeText(path, 200)} was removed, but its site is still there`;
  const fix =
    'Restore it. To remove every application, leave the file with deployments: []; to give up the site, remove its whole folder.';
  return [makeDiagnostic('TREE_DOCUMENT_MISSING', message, startOf(toSafeText(path, 200)), { fix })];
}

function siteOf(path: string): string {
  return path.replace(/^sites\//, '').replace(/\/[^/]*$/, '');
}
