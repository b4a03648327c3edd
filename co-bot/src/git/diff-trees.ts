import { ColoError } from '@colo/schemas/errors';
import { ENTRY_BYTES, MAX_LISTING_BYTES, MAX_TREE_DEPTH } from './git-limits.ts';
import { isFolder, type TreeLine } from './parse-tree.ts';
import type { TreeStore } from './tree-store.ts';

/**
 * Paths of the files in which two trees differ, sorted; folders that have the same id are passed over.
 *
 * @param prefixes files and folders to look at; everywhere when there is none
 * @throws ColoError CO_GIT_FAILED when the list is too long, or a tree too deep
 */
export async function diffTrees(
  store: TreeStore,
  from: string,
  to: string,
  prefixes: readonly string[],
): Promise<readonly string[]> {
  const changed: string[] = [];
  let left = MAX_LISTING_BYTES;

  function count(path: string): void {
    left -= ENTRY_BYTES + path.length;
    if (left < 0) throw tooLarge();
  }

  function isWithin(path: string): boolean {
    return prefixes.length === 0 || prefixes.some((prefix) => `${path}/`.startsWith(`${prefix}/`));
  }

  function leadsTo(path: string): boolean {
    return isWithin(path) || prefixes.some((prefix) => prefix.startsWith(`${path}/`));
  }

  async function compare(
    before: string | undefined,
    after: string | undefined,
    above: string,
    depth: number,
  ) {
    if (before === after) return;
    if (depth > MAX_TREE_DEPTH) throw tooLarge();
    const [old, present] = [await readFolder(store, before), await readFolder(store, after)];
    for (const name of new Set([...old.keys(), ...present.keys()])) {
      const path = `${above}${name}`;
      if (!leadsTo(path)) continue;
      count(path);
      const [one, other] = [old.get(name) ?? [], present.get(name) ?? []];
      if (isWithin(path) && describeFiles(one) !== describeFiles(other)) changed.push(path);
      const [folders, others] = [one.filter(isFolder), other.filter(isFolder)];
      for (let index = 0; index < Math.max(folders.length, others.length); index += 1) {
        await compare(folders[index]?.id, others[index]?.id, `${path}/`, depth + 1);
      }
    }
  }

  await compare(from, to, '', 0);
  return changed.sort(byCodePoint);
}

/** A folder by name. A name may be there several times: a tree that git would not make is compared all the same. */
async function readFolder(
  store: TreeStore,
  id: string | undefined,
): Promise<ReadonlyMap<string, readonly TreeLine[]>> {
  const lines = new Map<string, TreeLine[]>();
  for (const line of id === undefined ? [] : await store.load(id)) {
    const same = lines.get(line.name);
    if (same === undefined) lines.set(line.name, [line]);
    else same.push(line);
  }
  return lines;
}

function describeFiles(lines: readonly TreeLine[]): string {
  return lines.flatMap((line) => (isFolder(line) ? [] : [`${line.mode} ${line.id}`])).join('\n');
}

/** The order of UTF-8 bytes, which is git's. */
function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function tooLarge(): ColoError {
  return new ColoError('CO_GIT_FAILED', 'Two trees differ in too many files, or are too deep.');
}
