import type { RepoReader } from '@colo/schemas';
import type { TreeEntry } from '../git/list-tree.ts';
import type { BlobReader } from '../git/open-blob-reader.ts';

/** Reads a listing of Git objects (a commit, the index) as a tree: nothing is checked out, and links stay entries. */
export function createObjectReader(entries: readonly TreeEntry[], blobs: BlobReader): RepoReader {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  return {
    async list(prefix) {
      const start = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
      return entries
        .filter(({ path }) => path.startsWith(start) || path === prefix)
        .map(({ path, mode }) => ({ path, mode }));
    },
    async read(path) {
      const entry = byPath.get(path);
      const isFile = entry?.mode === '100644' || entry?.mode === '100755';
      return isFile ? await blobs.read(entry.oid) : undefined;
    },
  };
}
