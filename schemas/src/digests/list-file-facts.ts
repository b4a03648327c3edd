import type { PackageFile } from '../margo/package-content.ts';
import { compareCodePoints } from './compare-code-points.ts';

/** What a digest knows of a file. */
interface FileFacts {
  readonly path: string;
  readonly mode: string;
  readonly sha256: string;
}

/** The facts of files that digests cover, sorted by path, so that the order of listing does not matter. */
export function listFileFacts(files: readonly PackageFile[]): readonly FileFacts[] {
  return files
    .map(({ path, mode, sha256 }) => ({ path, mode, sha256 }))
    .sort((left, right) => compareCodePoints(left.path, right.path));
}
