import { ColoError } from '@colo/schemas/errors';
import type { RepoEntry } from '@colo/schemas/tree';
import type { TreeReader } from '../ports/git-store.ts';
import { createBlobCache } from './blob-cache.ts';
import { type BlobReader, openBlobReader } from './blob-reader.ts';
import { MAX_BLOB_BYTES } from './git-limits.ts';
import { runGit } from './run-git.ts';

interface ListedEntry extends RepoEntry {
  readonly id: string;
}

const ENTRY = /^(?<mode>[0-7]{6}) (?<type>[a-z]+) (?<id>[0-9a-f]{40,64}) +(?<size>[0-9]+|-)\t(?<path>.+)$/su;

interface Listing {
  readonly entries: readonly ListedEntry[];
  readonly byPath: ReadonlyMap<string, ListedEntry>;
}

/** Listings that are kept: the present heads, and what they are compared with. */
const MAX_LISTINGS = 64;
/** Entries of all of them; the newest is kept whatever its size. */
const MAX_ENTRIES = 200_000;

/**
 * Opens trees (commits or tree ids, in full) of a bare repository. A tree is listed once and kept while it is new; all
 * open trees read through one process, which ends with the last of them.
 */
export function createTreeOpener(folder: string): (id: string) => TreeReader {
  const listings = new Map<string, Promise<Listing>>();
  const sizes = new Map<string, number>();
  const cache = createBlobCache();
  let shared: { readonly blobs: BlobReader; open: number } | undefined;

  function list(id: string): Promise<Listing> {
    const known = listings.get(id);
    const listing = known ?? listTree(folder, id);
    // What was asked for last stays longest.
    listings.delete(id);
    listings.set(id, listing);
    if (known === undefined) {
      listing.then(
        ({ entries }) => sizes.set(id, entries.length),
        () => listings.delete(id),
      );
      shrink();
    }
    return listing;
  }

  function shrink(): void {
    let entries = 0;
    for (const [index, id] of [...listings.keys()].reverse().entries()) {
      entries += sizes.get(id) ?? 0;
      if (index === 0 || (index < MAX_LISTINGS && entries <= MAX_ENTRIES)) continue;
      listings.delete(id);
      sizes.delete(id);
    }
  }

  function acquire(): { readonly blobs: BlobReader; release(): Promise<void> } {
    shared ??= { blobs: openBlobReader(folder), open: 0 };
    const mine = shared;
    mine.open += 1;
    return {
      blobs: mine.blobs,
      async release() {
        mine.open -= 1;
        if (mine.open > 0) return;
        if (shared === mine) shared = undefined;
        await mine.blobs.close();
      },
    };
  }

  return (id) => {
    const { blobs, release } = acquire();
    let released: Promise<void> | undefined;
    return {
      async list(prefix) {
        const { entries } = await list(id);
        if (prefix === '') return entries;
        const below = prefix.endsWith('/') ? prefix : `${prefix}/`;
        return entries.filter((entry) => entry.path.startsWith(below));
      },
      async read(path) {
        const entry = (await list(id)).byPath.get(path);
        if (entry === undefined || entry.mode === '160000') return undefined;
        if ((entry.size ?? 0) > MAX_BLOB_BYTES) {
          throw new ColoError('CO_GIT_FAILED', `A file is larger than ${MAX_BLOB_BYTES} bytes.`, {
            place: { file: path },
          });
        }
        const known = cache.find(entry.id);
        if (known !== undefined) return known;
        const bytes = await blobs.read(entry.id);
        cache.keep(entry.id, bytes);
        return bytes;
      },
      size: async (path) => (await list(id)).byPath.get(path)?.size,
      findId: async (path) => (await list(id)).byPath.get(path)?.id,
      close: () => {
        released ??= release();
        return released;
      },
    };
  };
}

async function listTree(folder: string, id: string): Promise<Listing> {
  const { stdout } = await runGit({ folder, args: ['ls-tree', '-r', '-z', '-l', '--full-tree', id] });
  // A list, because Git can hold a name twice; whoever checks the tree has to see both.
  const entries: ListedEntry[] = [];
  for (const line of new TextDecoder().decode(stdout).split('\0')) {
    const groups = ENTRY.exec(line)?.groups;
    if (groups === undefined) continue;
    const { mode = '', id: object = '', size = '-', path = '' } = groups;
    entries.push({ path, mode, id: object, ...(size === '-' ? {} : { size: Number(size) }) });
  }
  return { entries, byPath: new Map(entries.map((entry) => [entry.path, entry])) };
}
