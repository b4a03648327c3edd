import { listTree, type TreeEntry } from '../git/list-tree.ts';
import { readBlobSizes, readBlobs } from '../git/read-blobs.ts';
import type { GitContext } from '../git/run-git.ts';
import type { Tree } from './tree.ts';

/**
 * Reads a commit by object id and mode, never through a checkout: links stay entries, filters and hooks do not run.
 *
 * @param commit undefined for the empty tree
 */
export function createGitReader(context: GitContext, commit: string | undefined): Tree {
  let tree: Promise<ReadonlyMap<string, TreeEntry>> | undefined;
  const contents = new Map<string, Uint8Array>();

  function readTree(): Promise<ReadonlyMap<string, TreeEntry>> {
    tree ??= (commit === undefined ? Promise.resolve([]) : listTree(context, commit, '')).then(
      (entries) => new Map(entries.map((entry) => [entry.path, entry])),
    );
    return tree;
  }

  async function load(entries: readonly TreeEntry[]): Promise<void> {
    const missing = entries
      .filter((entry) => isFile(entry) && !contents.has(entry.oid))
      .map((entry) => entry.oid);
    for (const [oid, bytes] of await readBlobs(context, missing)) contents.set(oid, bytes);
  }

  return {
    async list(prefix) {
      const start = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
      const entries = [...(await readTree()).values()];
      return entries
        .filter((entry) => entry.path.startsWith(start) || entry.path === prefix)
        .map(({ path, mode }) => ({ path, mode }));
    },
    async read(path) {
      const entry = (await readTree()).get(path);
      if (entry === undefined || !isFile(entry)) return undefined;
      await load([entry]);
      return contents.get(entry.oid);
    },
    async size(path) {
      const entry = (await readTree()).get(path);
      if (entry === undefined || !isFile(entry)) return undefined;
      const { oid } = entry;
      const loaded = contents.get(oid)?.byteLength;
      return loaded ?? (await readBlobSizes(context, [oid])).get(oid);
    },
    async preload(select) {
      await load([...(await readTree()).values()].filter((entry) => select(entry.path)));
    },
  };
}

function isFile(entry: TreeEntry): boolean {
  return entry.mode === '100644' || entry.mode === '100755';
}
