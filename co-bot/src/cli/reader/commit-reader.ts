import type { RepoReader } from '@colo/schemas/tree';
import { walkCommit } from '../git/list-tree.ts';
import type { BlobReader } from '../git/open-blob-reader.ts';
import type { GitContext } from '../git/run-git.ts';
import { createTreeLookup } from '../git/tree-lookup.ts';
import { createObjectReader } from './object-reader.ts';

/**
 * Reads a commit, or a folder of it, by object id: memory holds what was asked for last, however much the commit holds.
 *
 * @param prefix where the tree starts in the commit: the empty string, or a folder with a slash at its end
 */
export function createCommitReader(
  context: GitContext,
  commit: string,
  blobs: BlobReader,
  prefix = '',
): RepoReader {
  const lookup = createTreeLookup(blobs, commit);
  const toFull = (path: string): string => `${prefix}${path}`.replace(/\/+$/, '');
  const cut = <E extends { readonly path: string }>(entry: E): E => ({
    ...entry,
    path: entry.path.slice(prefix.length),
  });
  async function* walk(folder: string) {
    for await (const entry of walkCommit(context, commit, toFull(folder))) yield cut(entry);
  }
  const tree = {
    walk,
    list: async (folder: string) => (await lookup.list(toFull(folder))).map(cut),
    find: (path: string) => lookup.find(`${prefix}${path}`),
  };
  return createObjectReader(tree, blobs);
}
