import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic } from '../documents/make-diagnostic.ts';
import { makeDesiredStateForm } from '../documents/read-desired-state.ts';
import { makeSiteForm } from '../documents/read-site.ts';
import { compareSpots } from '../documents/schema/validate-against.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import type { Deployment, DesiredState } from '../generated/desired-state.ts';
import type { FleetPolicy } from '../generated/fleet-policy.ts';
import type { AppPackage } from '../margo/app-package.ts';
import { suggestWord } from '../text/suggest-word.ts';
import { checkDeploymentPackage } from './check-deployment-package.ts';
import { checkDesiredHosts, checkDesiredRegistries } from './check-deployment-site.ts';
import { checkHostKeys } from './check-host-keys.ts';
import { checkSiteParameters, type PackagesInUse } from './check-parameter-layers.ts';
import { judgeRuntimes } from './judge-runtimes.ts';
import type { SiteFiles } from './list-sites.ts';
import { openDocument } from './open-document.ts';
import { packageFolder } from './package-folder.ts';
import type { PackageShelf } from './package-shelf.ts';
import type { RepoReader } from './repo-reader.ts';

export interface SiteValidation {
  readonly reader: RepoReader;
  readonly shelf: PackageShelf;
  /** Undefined where the fleet policy is missing or faulty: then nothing is said about registries. */
  readonly policy: FleetPolicy | undefined;
}

/**
 * The faults of one site's documents; those of its packages go to the shelf.
 *
 * @param used takes the folders of the packages that the site uses
 */
export async function validateSite(
  validation: SiteValidation,
  files: SiteFiles,
  used: Set<string>,
): Promise<readonly Diagnostic[]> {
  return [...(await checkSiteFiles(validation, files, used))].sort(compareSpots);
}

async function checkSiteFiles(
  { reader, shelf, policy }: SiteValidation,
  { site, inventory, desired }: SiteFiles,
  used: Set<string>,
): Promise<readonly Diagnostic[]> {
  const siteFile = inventory ?? `sites/${site}/site.yaml`;
  const opened = await openDocument(reader, siteFile, makeSiteForm(site));
  const keys =
    opened.value === undefined || opened.parsed === undefined
      ? []
      : checkHostKeys(opened.value, opened.parsed);
  const inventoryFaults = [...opened.diagnostics, ...keys];
  if (desired === undefined) return inventoryFaults;
  const hosts = opened.value?.spec.hosts.map(({ name }) => name);
  const state = await openDocument(reader, desired, makeDesiredStateForm(site, hosts));
  const found = [...state.diagnostics];
  if (state.value === undefined || state.parsed === undefined) return [...inventoryFaults, ...found];
  const packages = await checkPackages(state.value, state.parsed, shelf, { found, used });
  if (policy !== undefined) found.push(...checkDesiredRegistries(state.value, state.parsed, policy));
  if (opened.value === undefined || opened.parsed === undefined) return [...inventoryFaults, ...found];
  const misread = found.filter(({ code }) => code === 'DESIRED_PACKAGE_DISAGREES');
  const runtimes = judgeRuntimes(inventoryFaults, opened.value, state.value);
  found.push(
    ...checkDesiredHosts(state.value, state.parsed, opened.value, runtimes.isExplained).filter(isOwn),
  );
  found.push(
    ...checkSiteParameters(opened.value, opened.parsed, {
      used: groupById(packages),
      isPublished: (id) => shelf.hasApplication(id),
    }),
  );
  return [...runtimes.diagnostics, ...found];

  /** What a host lacks is beside the point where the deployment has a type that its package does not have. */
  function isOwn({ code, pointer }: Diagnostic): boolean {
    if (code !== 'DESIRED_RUNTIME_MISSING') return true;
    const deployment = pointer.split('/').slice(0, 4).join('/');
    return !misread.some((fault) => fault.pointer === `${deployment}/profile/type`);
  }
}

/** Packages by application. */
export function groupById(packages: readonly AppPackage[]): PackagesInUse {
  return new Map(packages.map(({ id }) => [id, packages.filter((app) => app.id === id)]));
}

/** The packages that a desired state uses; faults of its entries go to `found`, folders to `used`. */
async function checkPackages(
  desired: DesiredState,
  parsed: ParsedYaml,
  shelf: PackageShelf,
  { found, used }: { readonly found: Diagnostic[]; readonly used: Set<string> },
): Promise<readonly AppPackage[]> {
  const packages = new Set<AppPackage>();
  for (const [index, deployment] of desired.spec.deployments.entries()) {
    const folder = packageFolder(deployment.applicationId, deployment.source.digest);
    const { isThere, app } = await shelf.get(folder);
    if (!isThere) {
      const missing = describeMissing(deployment, index, parsed, shelf);
      found.push(missing.diagnostic);
      used.add(missing.meant ?? folder);
      const meant = missing.meant === undefined ? undefined : (await shelf.get(missing.meant)).app;
      if (meant !== undefined) packages.add(meant);
      continue;
    }
    used.add(folder);
    if (app === undefined) continue;
    packages.add(app);
    found.push(...checkDeploymentPackage(deployment, index, parsed, app));
  }
  return [...packages];
}

/** A package that is not there, or is there as that of another application: then the application's id is wrong. */
function describeMissing(
  { applicationId, version, source: { digest } }: Deployment,
  index: number,
  parsed: ParsedYaml,
  shelf: PackageShelf,
): { readonly diagnostic: Diagnostic; readonly meant: string | undefined } {
  const folder = packageFolder(applicationId, digest);
  const others = shelf.listApplications(digest);
  const base = ['spec', 'deployments', index];
  const message = `${applicationId} ${version} needs ${folder}, which is not in the tree`;
  if (others.length === 0) {
    const spot = parsed.locate([...base, 'source', 'digest']);
    return { diagnostic: makeDiagnostic('TREE_PACKAGE_MISSING', message, spot), meant: undefined };
  }
  const meant = suggestWord(applicationId, others) ?? others[0] ?? applicationId;
  const hint = `; the package with this digest is of ${others.join(', ')}; did you mean ${meant}?`;
  const spot = parsed.locate([...base, 'applicationId']);
  const options = { fix: `Write ${meant}.` };
  return {
    diagnostic: makeDiagnostic('TREE_PACKAGE_MISSING', `${message}${hint}`, spot, options),
    meant: packageFolder(meant, digest),
  };
}
