import { isName } from '../names/is-name.ts';

/**
 * Folder of a package in the infra repo: `packages/<application id>/<64 hexadecimal digits>`. The last part is the
 * package digest without its prefix `sha256:`, since a colon is no part of a path everywhere.
 */
export function packageFolder(applicationId: string, digest: string): string {
  return `packages/${applicationId}/${digest.replace(/^sha256:/, '')}`;
}

export interface PackageFolder {
  readonly folder: string;
  readonly applicationId: string;
  /** `sha256:…` */
  readonly digest: string;
}

/** The package folder that a path lies in, or undefined where it lies in none. */
export function parsePackageFolder(path: string): PackageFolder | undefined {
  const [top, applicationId = '', digits = ''] = path.split('/');
  if (top !== 'packages' || !isName(applicationId) || !/^[0-9a-f]{64}$/.test(digits)) return undefined;
  return { folder: `packages/${applicationId}/${digits}`, applicationId, digest: `sha256:${digits}` };
}
