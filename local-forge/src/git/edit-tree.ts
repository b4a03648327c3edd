import type { GitObject } from './object-cache.ts';
import type { GitRepository } from './open-repository.ts';
import { encodeTree, isFolder, readTree, type TreeEntry } from './trees.ts';
import { makeObject } from './write-objects.ts';

/** One change below a tree; `sha: undefined` deletes. */
export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | undefined;
}

interface EditedTree {
  readonly sha: string;
  /** The trees that may be new; the caller writes them. */
  readonly objects: readonly GitObject[];
}

interface Folder {
  readonly entries: Map<string, TreeEntry>;
  readonly folders: Map<string, Folder>;
}

/** Reads a folder by id; the base tree itself or one below it. */
async function openFolder(git: GitRepository, sha: string | undefined): Promise<Folder> {
  const entries = sha === undefined ? [] : ((await readTree(git, sha)) ?? []);
  return { entries: new Map(entries.map((entry) => [entry.name, entry])), folders: new Map() };
}

/**
 * Applies changes to a tree, reading only the folders on their way.
 *
 * @returns the new tree, or the path of a deletion that has nothing to delete
 */
export async function editTree(
  git: GitRepository,
  baseTree: string | undefined,
  changes: readonly TreeChange[],
): Promise<EditedTree | { readonly missing: string }> {
  const root = await openFolder(git, baseTree);
  for (const change of changes) {
    const parts = change.path.split('/');
    const name = parts.pop() ?? '';
    const folder = await openPath(git, root, parts);
    const known = folder.entries.has(name) || folder.folders.has(name);
    if (change.sha === undefined && !known) {
      return { missing: change.path };
    }
    folder.folders.delete(name);
    folder.entries.delete(name);
    if (change.sha !== undefined) {
      folder.entries.set(name, { mode: change.mode, name, sha: change.sha });
    }
  }
  const objects: GitObject[] = [];
  return { sha: closeFolder(root, objects).sha, objects };
}

async function openPath(git: GitRepository, root: Folder, parts: readonly string[]): Promise<Folder> {
  let folder = root;
  for (const part of parts) {
    let next = folder.folders.get(part);
    if (next === undefined) {
      const entry = folder.entries.get(part);
      next = await openFolder(git, entry !== undefined && isFolder(entry) ? entry.sha : undefined);
      folder.folders.set(part, next);
      folder.entries.delete(part);
    }
    folder = next;
  }
  return folder;
}

/** Encodes a folder after those below it; empty folders vanish, as git has none. */
function closeFolder(folder: Folder, objects: GitObject[]): GitObject {
  const entries = [...folder.entries.values()];
  for (const [name, below] of folder.folders) {
    const tree = closeFolder(below, objects);
    if (tree.data.length > 0) {
      entries.push({ mode: '040000', name, sha: tree.sha });
    }
  }
  const tree = makeObject('tree', encodeTree(entries));
  objects.push(tree);
  return tree;
}
