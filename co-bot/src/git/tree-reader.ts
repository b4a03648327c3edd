import { ColoError } from '@colo/schemas/errors';
import type { TreeReader } from '../ports/git-store.ts';
import { createBlobCache } from './blob-cache.ts';
import { MAX_BLOB_BYTES } from './git-limits.ts';
import { findEntry, type ListedEntry, listTree } from './list-tree.ts';
import type { ObjectReader } from './object-reader.ts';
import type { TreeStore } from './tree-store.ts';

interface Listing {
  readonly id: string;
  readonly prefix: string;
  readonly entries: Promise<readonly ListedEntry[]>;
  readonly byPath: Promise<ReadonlyMap<string, ListedEntry>>;
  size: number;
}

/** Listings that are kept: the present heads, and what they are compared with. */
const MAX_LISTINGS = 64;
/** Entries of all of them; the newest is kept whatever its size. */
const MAX_ENTRIES = 200_000;

/**
 * Opens trees (commits or tree ids, in full). What is listed is kept while it is new; a file that was not listed is looked
 * for folder by folder.
 */
export function createTreeOpener(objects: ObjectReader, store: TreeStore): (id: string) => TreeReader {
  // The least recently used first.
  const listings = new Map<string, Listing>();
  const cache = createBlobCache();

  function list(id: string, prefix: string): Listing {
    const key = `${id} ${prefix}`;
    const entries = store.resolve(id).then((tree) => listTree(store, tree, prefix));
    const byPath = entries.then((all) => new Map(all.map((entry) => [entry.path, entry])));
    const listing: Listing = { id, prefix, entries, byPath, size: 0 };
    byPath.then(
      ({ size }) => {
        listing.size = size;
      },
      () => listings.delete(key),
    );
    listings.set(key, listing);
    shrink();
    return listing;
  }

  function shrink(): void {
    let entries = 0;
    for (const [index, [key, { size }]] of [...listings].reverse().entries()) {
      entries += size;
      if (index > 0 && (index >= MAX_LISTINGS || entries > MAX_ENTRIES)) listings.delete(key);
    }
  }

  /** A listing that has everything whose path begins with `start`. */
  function findListing(id: string, start: string): Listing | undefined {
    for (const [key, listing] of listings) {
      if (listing.id !== id || !start.startsWith(listing.prefix)) continue;
      listings.delete(key);
      listings.set(key, listing);
      return listing;
    }
    return undefined;
  }

  async function find(id: string, path: string): Promise<ListedEntry | undefined> {
    const listed = findListing(id, path);
    if (listed !== undefined) return (await listed.byPath).get(path);
    const line = await findEntry(store, await store.resolve(id), path);
    if (line === undefined) return undefined;
    const { mode, id: object } = line;
    if (mode === '160000') return { path, mode, id: object };
    const size = (await store.measure([object])).get(object) ?? 0;
    return { path, mode, id: object, size };
  }

  return (id) => ({
    async list(prefix) {
      const below = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
      const listing = findListing(id, below) ?? list(id, below);
      const entries = await listing.entries;
      return listing.prefix === below ? entries : entries.filter(({ path }) => path.startsWith(below));
    },
    async read(path) {
      const entry = await find(id, path);
      if (entry === undefined || entry.mode === '160000') return undefined;
      if ((entry.size ?? 0) > MAX_BLOB_BYTES) {
        throw new ColoError('CO_GIT_FAILED', `A file is larger than ${MAX_BLOB_BYTES} bytes.`, {
          place: { file: path },
        });
      }
      const known = cache.find(entry.id);
      if (known !== undefined) return known;
      const { bytes } = await objects.read(entry.id);
      cache.keep(entry.id, bytes);
      return bytes;
    },
    size: async (path) => (await find(id, path))?.size,
    findId: async (path) => (await find(id, path))?.id,
    // Nothing is held for one tree: the process behind them all ends by itself.
    close: async () => undefined,
  });
}
