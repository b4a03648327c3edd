import type { ReadResult } from '../documents/diagnostic.ts';

/** One file of a package. */
export interface PackageFile {
  /** Path below the package's folder, with `/`; never absolute, never with `..`. */
  readonly path: string;
  readonly mode: '100644' | '100755';
  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/** The files of a package, as data. Pure code reads texts through it; it never touches a disk. */
export interface PackageContent {
  /** Sorted by path, in code point order. */
  readonly files: readonly PackageFile[];
  /** Text of a file whose name ends in .yaml, .yml, .json, .env or is .env, of at most 1 MiB; undefined for others. */
  readText(path: string): string | undefined;
  /** What is in an archive of the package, or why it is refused; undefined where it was not opened. */
  readArchive?(path: string): ReadResult<PackageContent> | undefined;
}
