import type { RepoEntry, RepoReader } from '../validate/repo-reader.ts';
import type { ArchiveFile } from './open-archive.ts';

/** The files of an opened archive as a tree to validate. */
export function createArchiveReader(files: readonly ArchiveFile[]): RepoReader {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    list: (prefix) => Promise.resolve(files.filter(({ path }) => isBelow(path, prefix)).map(toEntry)),
    read: (path) => Promise.resolve(byPath.get(path)?.bytes),
    size: (path) => Promise.resolve(byPath.get(path)?.bytes.byteLength),
  };
}

function isBelow(path: string, prefix: string): boolean {
  return prefix === '' || path.startsWith(`${prefix}/`);
}

function toEntry({ path, mode, bytes }: ArchiveFile): RepoEntry {
  return { path, mode, size: bytes.byteLength };
}
