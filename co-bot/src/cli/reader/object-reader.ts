import type { RepoReader } from '@colo/schemas/tree';
import type { TreeEntry } from '../git/list-tree.ts';
import type { BlobReader } from '../git/open-blob-reader.ts';

/** Where the entries of a tree of Git objects come from. */
export interface ObjectTree {
  /** Entries below a folder, one at a time, in the order of a tree. */
  walk(folder: string): AsyncIterable<TreeEntry>;
  /** The same, for a folder of which much will be read. */
  list(folder: string): Promise<readonly TreeEntry[]>;
  /** The entry of a path, unless it is a folder. */
  find(path: string): Promise<TreeEntry | undefined>;
}

/** Reads a tree of Git objects (a commit, the index): nothing is checked out, and links stay entries. */
export function createObjectReader(tree: ObjectTree, blobs: BlobReader): RepoReader {
  async function findFile(path: string): Promise<TreeEntry | undefined> {
    const entry = await tree.find(path);
    return entry?.mode === '100644' || entry?.mode === '100755' ? entry : undefined;
  }

  return {
    async list(prefix) {
      return await tree.list(prefix);
    },
    walk: (prefix) => tree.walk(prefix),
    async read(path) {
      const entry = await findFile(path);
      return entry === undefined ? undefined : await blobs.read(entry.oid);
    },
    async size(path) {
      const entry = await findFile(path);
      return entry === undefined ? undefined : await blobs.size(entry.oid);
    },
  };
}
