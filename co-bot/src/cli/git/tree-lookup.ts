import { describeExcess, MAX_ENTRIES, type TreeEntry } from './list-tree.ts';
import type { BlobReader } from './open-blob-reader.ts';
import { isFolder, parseTreeObject, type TreeItem, type TreeObject } from './tree-object.ts';

/** Folders that are kept: those on the way to the files of one site, and of the packages that it names. */
const MAX_KEPT = 16;

/** Finds paths of one commit or tree by the folders on the way to them; no listing of the whole is ever made. */
export interface TreeLookup {
  /** A file, a link or a submodule; undefined where there is none, or a folder. */
  find(path: string): Promise<TreeEntry | undefined>;
  /** All files, links and submodules below a folder, in the order of a tree; the entry itself where the path is none. */
  list(folder: string): Promise<readonly TreeEntry[]>;
}

/** @param treeish object id of a commit or a tree; undefined is the empty tree */
export function createTreeLookup(blobs: BlobReader, treeish: string | undefined): TreeLookup {
  const kept = new Map<string, Promise<TreeObject>>();

  /** A folder that cannot be read has nothing in it: what is missed there is refused. */
  async function load(oid: string): Promise<TreeObject> {
    return parseTreeObject((await blobs.readTree(oid)) ?? new Uint8Array(), oid.length / 2);
  }

  function open(oid: string): Promise<TreeObject> {
    const tree = kept.get(oid) ?? load(oid);
    // The one used last goes last.
    kept.delete(oid);
    kept.set(oid, tree);
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    return tree;
  }

  async function openFolder(parts: readonly string[]): Promise<TreeObject | undefined> {
    let oid = treeish;
    for (const part of parts) {
      if (oid === undefined) return undefined;
      oid = (await open(oid)).find(part, 'folder')?.oid;
    }
    return oid === undefined ? undefined : await open(oid);
  }

  async function find(path: string): Promise<TreeEntry | undefined> {
    const parts = path.split('/');
    const folder = await openFolder(parts.slice(0, -1));
    const item = folder?.find(parts.at(-1) ?? '', 'file');
    return item === undefined ? undefined : toEntry(path, item);
  }

  async function listBelow(path: string, tree: TreeObject, entries: TreeEntry[]): Promise<void> {
    for (const item of tree.items()) {
      if (entries.length >= MAX_ENTRIES) throw describeExcess();
      const below = path === '' ? item.name : `${path}/${item.name}`;
      if (isFolder(item)) await listBelow(below, await open(item.oid), entries);
      else entries.push(toEntry(below, item));
    }
  }

  return {
    find,
    async list(path) {
      const folder = path.replace(/\/+$/, '');
      const tree = await openFolder(folder === '' ? [] : folder.split('/'));
      const entries: TreeEntry[] = [];
      if (tree !== undefined) await listBelow(folder, tree, entries);
      const itself = tree === undefined ? await find(folder) : undefined;
      return itself === undefined ? entries : [itself];
    },
  };
}

function toEntry(path: string, { mode, oid }: TreeItem): TreeEntry {
  return { path, mode, oid };
}
