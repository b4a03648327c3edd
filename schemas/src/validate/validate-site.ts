import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic } from '../documents/make-diagnostic.ts';
import { makeDesiredStateForm } from '../documents/read-desired-state.ts';
import { makeSiteForm } from '../documents/read-site.ts';
import { compareSpots } from '../documents/schema/validate-against.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import type { DesiredState } from '../generated/desired-state.ts';
import type { FleetPolicy } from '../generated/fleet-policy.ts';
import type { AppPackage } from '../margo/app-package.ts';
import { checkDeploymentPackage } from './check-deployment-package.ts';
import { checkDesiredHosts, checkDesiredRegistries } from './check-deployment-site.ts';
import { checkHostKeys } from './check-host-keys.ts';
import { checkSiteParameters, type PackagesInUse } from './check-parameter-layers.ts';
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
  const found = [...opened.diagnostics];
  if (opened.value !== undefined && opened.parsed !== undefined) {
    found.push(...checkHostKeys(opened.value, opened.parsed));
  }
  if (desired === undefined) return found;
  const state = await openDocument(reader, desired, makeDesiredStateForm(site));
  found.push(...state.diagnostics);
  if (state.value === undefined || state.parsed === undefined) return found;
  const packages = await checkPackages(state.value, state.parsed, shelf, { found, used });
  if (policy !== undefined) found.push(...checkDesiredRegistries(state.value, state.parsed, policy));
  if (opened.value === undefined || opened.parsed === undefined) return found;
  const misread = found.filter(({ code }) => code === 'DESIRED_PACKAGE_DISAGREES');
  found.push(...checkDesiredHosts(state.value, state.parsed, opened.value).filter(isOwn));
  found.push(...checkSiteParameters(opened.value, opened.parsed, groupById(packages)));
  return found;

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
    used.add(folder);
    const { isThere, app } = await shelf.get(folder);
    if (!isThere) {
      const spot = parsed.locate(['spec', 'deployments', index, 'source', 'digest']);
      const message = `${deployment.applicationId} ${deployment.version} needs ${folder}, which is not in the tree`;
      found.push(makeDiagnostic('TREE_PACKAGE_MISSING', message, spot));
    }
    if (app === undefined) continue;
    packages.add(app);
    found.push(...checkDeploymentPackage(deployment, index, parsed, app));
  }
  return [...packages];
}
