import { compareCodePoints } from '@colo/schemas/digests';
import type { RepoReader } from '@colo/schemas/tree';

/** A file as Git has it. */
export interface TreeFile {
  readonly mode: '100644' | '100755';
  readonly bytes: Uint8Array;
}

/** Files by path. */
export type FileTree = ReadonlyMap<string, TreeFile>;

/** A tree whose files are in memory: what is measured on it is work, not the disk. */
export function createMemoryReader(files: FileTree): RepoReader {
  const entries = [...files]
    .map(([path, { mode, bytes }]) => ({ path, mode, size: bytes.length }))
    .sort((left, right) => compareCodePoints(left.path, right.path));
  return {
    async list(prefix) {
      if (prefix === '') return entries;
      const below = prefix.endsWith('/') ? prefix : `${prefix}/`;
      return entries.filter(({ path }) => path === prefix || path.startsWith(below));
    },
    async read(path) {
      return files.get(path)?.bytes;
    },
  };
}
