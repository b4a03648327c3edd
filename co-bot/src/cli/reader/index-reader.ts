import type { RepoReader } from '@colo/schemas/tree';
import type { StagedChange } from '../git/list-changes.ts';
import { walkIndex } from '../git/list-index.ts';
import type { TreeEntry } from '../git/list-tree.ts';
import type { BlobReader } from '../git/open-blob-reader.ts';
import type { GitContext } from '../git/run-git.ts';
import { createTreeLookup } from '../git/tree-lookup.ts';
import { createObjectReader } from './object-reader.ts';

/** What the index is compared with. */
interface IndexBase {
  /** Undefined before the first commit. */
  readonly commit: string | undefined;
  /** Where the folder of the context lies in it: the empty string, or a path with a slash at its end. */
  readonly prefix: string;
  /** All that is staged there. */
  readonly changes: readonly StagedChange[];
}

/**
 * Reads what is staged below the folder of `context`: what differs from the last commit is held, all else is looked up in
 * that commit.
 */
export function createIndexReader(
  context: GitContext,
  { commit, prefix, changes }: IndexBase,
  blobs: BlobReader,
): RepoReader {
  const staged = new Map(changes.map(({ path, entry }) => [path, entry]));
  const lookup = createTreeLookup(blobs, commit);
  const walk = (folder: string): AsyncIterable<TreeEntry> => walkIndex(context, folder);
  const tree = {
    walk,
    async list(folder: string) {
      const entries: TreeEntry[] = [];
      for await (const entry of walk(folder)) entries.push(entry);
      return entries;
    },
    find: async (path: string) =>
      staged.has(path) ? staged.get(path) : await lookup.find(`${prefix}${path}`),
  };
  return createObjectReader(tree, blobs);
}
