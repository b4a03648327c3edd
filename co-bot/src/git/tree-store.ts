import { ColoError } from '@colo/schemas/errors';
import { ENTRY_BYTES, MAX_LISTING_BYTES, MAX_TREE_DEPTH } from './git-limits.ts';
import type { ObjectReader } from './object-reader.ts';
import { isFolder, parseTree, type TreeLine } from './parse-tree.ts';
import type { CommitReader } from './read-commits.ts';

/** The trees of a repository, taken apart. Most of a tree is in its predecessor as well, so what was read last is kept. */
export interface TreeStore {
  /** The tree that a commit or a tree id means. */
  resolve(id: string): Promise<string>;
  /** The lines of one tree. @throws ColoError CO_GIT_FAILED when there is no such tree */
  load(id: string): Promise<readonly TreeLine[]>;
  /** The lines of the trees and of all below them, by id. */
  loadAll(ids: readonly string[]): Promise<ReadonlyMap<string, readonly TreeLine[]>>;
  /** Sizes of files in bytes, by id. */
  measure(ids: Iterable<string>): Promise<ReadonlyMap<string, number>>;
}

/** Lines that are kept, of all trees together; sizes that are kept. */
const MAX_KEPT = 200_000;
/** Questions that are asked at once. */
const BATCH = 1_000;

export function createTreeStore(objects: ObjectReader, commits: CommitReader): TreeStore {
  const kept = new Map<string, readonly TreeLine[]>();
  const sizes = new Map<string, number>();
  let total = 0;

  function keep(id: string, lines: readonly TreeLine[]): void {
    if (kept.has(id)) return;
    kept.set(id, lines);
    total += lines.length + 1;
    for (const [oldest, old] of kept) {
      if (total <= MAX_KEPT || oldest === id) return;
      kept.delete(oldest);
      total -= old.length + 1;
    }
  }

  async function load(id: string): Promise<readonly TreeLine[]> {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const { type, bytes } = await objects.read(id);
    if (type !== 'tree') throw new ColoError('CO_GIT_FAILED', `The object ${id} is no tree.`);
    const lines = parseTree(id, bytes);
    keep(id, lines);
    return lines;
  }

  async function loadLevel(
    ids: readonly string[],
    into: Map<string, readonly TreeLine[]>,
  ): Promise<Set<string>> {
    const below = new Set<string>();
    for (let at = 0; at < ids.length; at += BATCH) {
      const batch = ids.slice(at, at + BATCH);
      for (const [index, lines] of (await Promise.all(batch.map(load))).entries()) {
        into.set(batch[index] ?? '', lines);
        for (const line of lines) if (isFolder(line)) below.add(line.id);
      }
    }
    return below;
  }

  return {
    load,
    async resolve(id) {
      if (kept.has(id)) return id;
      // Commits are asked for more often than bare trees; what is neither is found out by who reads it.
      return (await commits.find(id))?.tree ?? id;
    },
    async loadAll(ids) {
      const all = new Map<string, readonly TreeLine[]>();
      let lines = 0;
      let level: readonly string[] = [...new Set(ids)];
      for (let depth = 0; level.length > 0; depth += 1) {
        const below = await loadLevel(level, all);
        for (const id of level) lines += all.get(id)?.length ?? 0;
        if (depth > MAX_TREE_DEPTH || lines * ENTRY_BYTES > MAX_LISTING_BYTES) {
          throw new ColoError('CO_GIT_FAILED', 'A tree is too large, or too deep.');
        }
        level = [...below].filter((id) => !all.has(id));
      }
      return all;
    },
    async measure(ids) {
      const found = new Map<string, number>();
      const unknown: string[] = [];
      for (const id of new Set(ids)) {
        const size = sizes.get(id);
        if (size === undefined) unknown.push(id);
        else found.set(id, size);
      }
      for (let at = 0; at < unknown.length; at += BATCH) {
        const batch = unknown.slice(at, at + BATCH);
        for (const [index, size] of (await Promise.all(batch.map(objects.measure))).entries()) {
          found.set(batch[index] ?? '', size);
        }
      }
      if (sizes.size > MAX_KEPT) sizes.clear();
      for (const id of unknown) sizes.set(id, found.get(id) ?? 0);
      return found;
    },
  };
}
