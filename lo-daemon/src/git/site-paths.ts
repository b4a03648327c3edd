import type { Deployment, DesiredState } from '@colo/schemas';

/** Folder of a site in the infra repo. */
export function siteFolder(site: string): string {
  return `sites/${site}`;
}

/** Folder of a deployment's package in the infra repo. */
function packageFolder({ applicationId, source }: Deployment): string {
  return `packages/${applicationId}/${source.digest.slice('sha256:'.length)}`;
}

/** Folders of all packages that a desired state refers to, each once, sorted. */
export function listPackageFolders(desired: DesiredState): readonly string[] {
  return [...new Set(desired.spec.deployments.map(packageFolder))].sort();
}

/** Digest that a package's folder is named after. */
export function digestOfFolder(folder: string): string {
  return `sha256:${folder.slice(folder.lastIndexOf('/') + 1)}`;
}
