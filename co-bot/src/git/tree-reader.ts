import { ColoError, type RepoEntry } from '@colo/schemas';
import type { TreeReader } from '../ports/git-store.ts';
import { openBlobReader } from './blob-reader.ts';
import { MAX_BLOB_BYTES } from './git-limits.ts';
import { runGit } from './run-git.ts';

interface ListedEntry extends RepoEntry {
  readonly id: string;
}

const ENTRY = /^(?<mode>[0-7]{6}) (?<type>[a-z]+) (?<id>[0-9a-f]{40,64}) +(?<size>[0-9]+|-)\t(?<path>.+)$/su;

/** Reads the tree `id` (a commit or a tree) of a bare repository. The tree is listed once, at the first use. */
export function openTreeReader(folder: string, id: string): TreeReader {
  const blobs = openBlobReader(folder);
  let listing: Promise<ReadonlyMap<string, ListedEntry>> | undefined;

  function list(): Promise<ReadonlyMap<string, ListedEntry>> {
    listing ??= listTree(folder, id);
    return listing;
  }

  return {
    async list(prefix) {
      const entries = [...(await list()).values()];
      if (prefix === '') return entries;
      const below = prefix.endsWith('/') ? prefix : `${prefix}/`;
      return entries.filter((entry) => entry.path.startsWith(below));
    },
    async read(path) {
      const entry = (await list()).get(path);
      if (entry === undefined || entry.mode === '160000') return undefined;
      if ((entry.size ?? 0) > MAX_BLOB_BYTES) {
        throw new ColoError('CO_GIT_FAILED', `A file is larger than ${MAX_BLOB_BYTES} bytes.`, {
          place: { file: path },
        });
      }
      return blobs.read(entry.id);
    },
    findId: async (path) => (await list()).get(path)?.id,
    close: () => blobs.close(),
  };
}

async function listTree(folder: string, id: string): Promise<ReadonlyMap<string, ListedEntry>> {
  const { stdout } = await runGit({ folder, args: ['ls-tree', '-r', '-z', '-l', '--full-tree', id] });
  const entries = new Map<string, ListedEntry>();
  for (const line of new TextDecoder().decode(stdout).split('\0')) {
    const groups = ENTRY.exec(line)?.groups;
    if (groups === undefined) continue;
    const { mode = '', id: object = '', size = '-', path = '' } = groups;
    entries.set(path, { path, mode, id: object, ...(size === '-' ? {} : { size: Number(size) }) });
  }
  return entries;
}
