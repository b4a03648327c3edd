/** Where things are in an infra repo (docs/documents.md). */
export const policyPath = 'colo.yaml';
export const sitesFolder = 'sites';
export const packagesFolder = 'packages';
/** Of an app registry; one repo may be both. */
export const appsFolder = 'apps';
export const eventsBranch = 'colo/events';

const SITE_FILE = /^sites\/(?<site>.+)\/(?<file>site\.yaml|desiredstate\.yaml|event\.yaml)$/u;

export function desiredStatePath(site: string): string {
  return `${sitesFolder}/${site}/desiredstate.yaml`;
}

export function eventPath(site: string): string {
  return `${sitesFolder}/${site}/event.yaml`;
}

/** The site and file name that a path is about. */
export function readSitePath(path: string): { readonly site: string; readonly file: string } | undefined {
  const groups = SITE_FILE.exec(path)?.groups;
  const { site, file } = groups ?? {};
  return site === undefined || file === undefined ? undefined : { site, file };
}

/** The folder of a package; `digest` is `sha256:…`. */
export { packageFolder as packagePath } from '@colo/schemas/tree';
