import { ColoError } from '@colo/schemas/errors';
import type { RepoEntry } from '@colo/schemas/tree';
import { ENTRY_BYTES, MAX_LISTING_BYTES, MAX_TREE_DEPTH } from './git-limits.ts';
import { isFolder, type TreeLine } from './parse-tree.ts';
import type { TreeStore } from './tree-store.ts';

export interface ListedEntry extends RepoEntry {
  readonly id: string;
}

/** A line with its path from the root. */
interface Part {
  readonly path: string;
  readonly line: TreeLine;
}

type Trees = ReadonlyMap<string, readonly TreeLine[]>;

/**
 * All entries of a tree whose path begins with `prefix` (empty, or with a slash at its end), in the tree's order.
 *
 * @throws ColoError CO_GIT_FAILED when the listing is too large: trees that hold each other multiply without end
 */
export async function listTree(
  store: TreeStore,
  tree: string,
  prefix: string,
): Promise<readonly ListedEntry[]> {
  const parts: Part[] = [];
  await collectParts(store, tree, '', prefix, parts);
  const lines = parts.map(({ line }) => line);
  const trees = await store.loadAll(lines.filter(isFolder).map(({ id }) => id));
  assertBounded(parts, trees);
  const files = [...lines, ...[...trees.values()].flat()].filter(hasContent);
  const sizes = await store.measure(files.map(({ id }) => id));
  const entries: ListedEntry[] = [];
  for (const { path, line } of parts) addEntries(path, line, trees, sizes, entries);
  return entries;
}

/** Finds the entry of a file. Of a name that is there twice it is the last. */
export async function findEntry(store: TreeStore, tree: string, path: string): Promise<TreeLine | undefined> {
  for (const line of [...(await store.load(tree))].reverse()) {
    if (!isFolder(line)) {
      if (line.name === path) return line;
    } else if (path.startsWith(`${line.name}/`)) {
      const found = await findEntry(store, line.id, path.slice(line.name.length + 1));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The fewest lines that together are all below `prefix`. */
async function collectParts(
  store: TreeStore,
  tree: string,
  above: string,
  prefix: string,
  parts: Part[],
): Promise<void> {
  for (const line of await store.load(tree)) {
    const path = `${above}${line.name}`;
    const whole = isFolder(line) ? `${path}/` : path;
    if (whole.startsWith(prefix)) parts.push({ path, line });
    else if (isFolder(line) && prefix.startsWith(whole)) {
      await collectParts(store, line.id, whole, prefix, parts);
    }
  }
}

function addEntries(
  path: string,
  line: TreeLine,
  trees: Trees,
  sizes: ReadonlyMap<string, number>,
  entries: ListedEntry[],
): void {
  const { mode, id } = line;
  if (isFolder(line)) {
    for (const below of trees.get(id) ?? [])
      addEntries(`${path}/${below.name}`, below, trees, sizes, entries);
    return;
  }
  const size = sizes.get(id);
  entries.push({ path, mode, id, ...(size === undefined || !hasContent(line) ? {} : { size }) });
}

/** Files and links; what a submodule names is in another repository. */
function hasContent({ mode }: TreeLine): boolean {
  return mode === '100644' || mode === '100755' || mode === '120000';
}

/** How much a tree lists, all below it included. */
interface Extent {
  readonly files: number;
  readonly bytes: number;
  /** Folders within folders, itself included. */
  readonly height: number;
}

/** Each tree is counted once, however often it is there: the sum is known before a single path is made. */
function assertBounded(parts: readonly Part[], trees: Trees): void {
  const known = new Map<string, Extent>();
  function extentOf(line: TreeLine, depth: number): Extent {
    if (!isFolder(line)) return { files: 1, bytes: ENTRY_BYTES, height: 0 };
    const counted = known.get(line.id);
    if (counted !== undefined) return counted;
    if (depth > MAX_TREE_DEPTH) throw tooLarge();
    let [files, height] = [0, 0];
    // Not nothing even where it is empty: somebody has to look.
    let bytes = ENTRY_BYTES;
    for (const below of trees.get(line.id) ?? []) {
      const extent = extentOf(below, depth + 1);
      files += extent.files;
      bytes += extent.bytes + extent.files * (below.name.length + 1);
      height = Math.max(height, extent.height);
    }
    const extent = { files, bytes, height: height + 1 };
    if (extent.height > MAX_TREE_DEPTH) throw tooLarge();
    known.set(line.id, extent);
    return extent;
  }
  let total = 0;
  for (const { path, line } of parts) {
    const { files, bytes } = extentOf(line, 0);
    total += bytes + files * path.length;
  }
  if (total > MAX_LISTING_BYTES) throw tooLarge();
}

/** The error for a tree that is not listed. */
function tooLarge(): ColoError {
  return new ColoError('CO_GIT_FAILED', `A tree lists more than ${MAX_LISTING_BYTES} bytes, or is too deep.`);
}
