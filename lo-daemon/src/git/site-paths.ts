import { posix } from 'node:path';
import { isArchivePath } from '@colo/schemas/archive';
import type { Deployment, DesiredState } from '@colo/schemas/documents/desired-state';

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

/** Paths in a package of the archives that components of a desired state are in. */
export function listArchives(desired: DesiredState, folder: string): ReadonlySet<string> {
  const components = desired.spec.deployments
    .filter((deployment) => packageFolder(deployment) === folder)
    .flatMap(({ profile }) => profile.components);
  const locations = components.map(({ properties }) => properties['packageLocation']);
  const paths = locations.flatMap((location) =>
    typeof location === 'string' ? [posix.normalize(location)] : [],
  );
  return new Set(paths.filter(isArchivePath));
}

/** Digest that a package's folder is named after. */
export function digestOfFolder(folder: string): string {
  return `sha256:${folder.slice(folder.lastIndexOf('/') + 1)}`;
}
