import { ColoError, type Place } from '@colo/schemas/errors';
import type { ContentFile } from './runtime.ts';

/** A place in the package: a folder, or one file. */
export interface PackageLocation {
  /** Folder relative to the package's root; empty for the root. */
  readonly folder: string;
  /** The file that was named, if it was one. */
  readonly file?: ContentFile;
}

/** Resolves `packageLocation` within the component's files. Throws NODE_PROPERTIES_INVALID. */
export function resolvePackageLocation(
  location: string,
  files: readonly ContentFile[],
  place: Place,
): PackageLocation {
  if (/^[a-z][a-z0-9+.-]*:/i.test(location)) {
    throw new ColoError('NODE_PROPERTIES_INVALID', `packageLocation ${JSON.stringify(location)} is remote.`, {
      place,
      fix: 'Put the files into the package and name them by their path in it.',
    });
  }
  const segments = location.split('/').filter((segment) => segment !== '' && segment !== '.');
  const path = segments.join('/');
  const file = files.find((candidate) => candidate.path === path);
  if (file !== undefined) {
    return { folder: segments.slice(0, -1).join('/'), file };
  }
  const isFolder = path === '' || files.some((candidate) => candidate.path.startsWith(`${path}/`));
  if (segments.includes('..') || location.startsWith('/') || !isFolder) {
    throw new ColoError(
      'NODE_PROPERTIES_INVALID',
      `packageLocation ${JSON.stringify(location)} is not in the package.`,
      {
        place,
      },
    );
  }
  return { folder: path };
}
