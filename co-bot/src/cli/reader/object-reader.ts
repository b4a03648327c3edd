import type { RepoReader } from '@colo/schemas';
import type { TreeEntry } from '../git/list-tree.ts';
import type { BlobReader } from '../git/open-blob-reader.ts';

/** Reads a listing of Git objects (a commit, the index) as a tree: nothing is checked out, and links stay entries. */
export function createObjectReader(entries: readonly TreeEntry[], blobs: BlobReader): RepoReader {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  function findFile(path: string): TreeEntry | undefined {
    const entry = byPath.get(path);
    return entry?.mode === '100644' || entry?.mode === '100755' ? entry : undefined;
  }

  return {
    async list(prefix) {
      const start = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
      return entries
        .filter(({ path }) => path.startsWith(start) || path === prefix)
        .map(({ path, mode }) => ({ path, mode }));
    },
    async read(path) {
      const entry = findFile(path);
      return entry === undefined ? undefined : await blobs.read(entry.oid);
    },
    async size(path) {
      const entry = findFile(path);
      return entry === undefined ? undefined : await blobs.size(entry.oid);
    },
  };
}
