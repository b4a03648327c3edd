import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { compareCodePoints } from '@colo/schemas/digests';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { RepoEntry } from '@colo/schemas/tree';
import { isMissing } from './is-missing.ts';
import { lstatIfThereSync } from './lstat-if-there.ts';
import type { Tree } from './tree.ts';

/** A file larger than this is not read: no document of colo is, and packages are bounded as a whole. */
const MAX_FILE_BYTES = 128 * 1024 * 1024;

/**
 * Folders that are listed, and files that are read, before signals and timers get their turn. A disk's answers are mostly in
 * the kernel's cache: waiting for each would take several times as long as the answer.
 */
const AT_ONCE = 100;

/**
 * Reads a folder on disk as a tree. Links are listed as links and never followed, neither as files nor as folders on
 * the way; `.git` is left out. Throws CLI_INPUT_MISSING where `root` is not a folder.
 *
 * @param signal ends reading and walking
 */
export async function createFolderReader(root: string, signal?: AbortSignal): Promise<Tree> {
  const stats = lstatIfThereSync(root);
  if (stats === undefined || !stats.isDirectory()) {
    throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(root, 400)} is not a folder`);
  }
  // The files of one folder are read one after the other.
  let last = { folder: '', isBelowLink: false };
  function isBelowLink(path: string): boolean {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const known = folder === last.folder ? last : { folder, isBelowLink: hasLinkOnTheWay(root, path) };
    last = known;
    return known.isBelowLink || hasOddPart(path);
  }

  async function* walk(prefix: string): AsyncGenerator<RepoEntry> {
    const start = prefix.replace(/\/+$/, '');
    if (hasLinkOnTheWay(root, start)) return;
    const stats = lstatIfThereSync(join(root, start));
    if (stats?.isDirectory() === true) yield* walkFolder(root, start, signal);
    else if (stats !== undefined) yield toEntry(start, stats);
  }

  let read = 0;
  return {
    async list(prefix) {
      const entries: RepoEntry[] = [];
      for await (const entry of walk(prefix)) entries.push(entry);
      return entries;
    },
    walk,
    async read(path) {
      read += 1;
      if (read % AT_ONCE === 0) await setImmediate();
      signal?.throwIfAborted();
      return isBelowLink(path) ? undefined : readRegularFile(join(root, path));
    },
    async size(path) {
      return isBelowLink(path) ? undefined : lstatIfThereSync(join(root, path))?.size;
    },
    // Files of a local disk are at hand.
    preload: async () => undefined,
  };
}

/** What lies below a folder, in the order of a tree. Only the folders on the way to the present place are held. */
async function* walkFolder(
  root: string,
  start: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<RepoEntry> {
  const open = [listFolder(root, start).values()];
  let listed = 0;
  for (let folder = open.at(-1); folder !== undefined; folder = open.at(-1)) {
    const next = folder.next();
    if (next.done === true) {
      open.pop();
      continue;
    }
    const { path, isFolder } = next.value;
    if (isFolder) {
      open.push(listFolder(root, path).values());
      listed += 1;
      if (listed % AT_ONCE === 0) await setImmediate();
      signal?.throwIfAborted();
    } else {
      const stats = lstatIfThereSync(join(root, path));
      if (stats !== undefined) yield toEntry(path, stats);
    }
  }
}

interface FolderItem {
  readonly path: string;
  readonly isFolder: boolean;
}

/** A folder's items. One that became a link since it was seen has none: opening a link as a folder would follow it. */
function listFolder(root: string, folder: string): readonly FolderItem[] {
  const full = join(root, folder);
  const stats = lstatIfThereSync(full);
  if (stats?.isDirectory() !== true) return [];
  const items = readdirSync(full, { withFileTypes: true })
    .filter(({ name }) => name !== '.git')
    .map((item) => ({
      path: folder === '' ? item.name : `${folder}/${item.name}`,
      isFolder: item.isDirectory(),
    }));
  return items.sort((left, right) => compareCodePoints(toSortKey(left), toSortKey(right)));
}

/** As Git sorts a tree: a folder as if its name ended in a slash, so that paths come in order. */
function toSortKey({ path, isFolder }: FolderItem): string {
  return isFolder ? `${path}/` : path;
}

function toEntry(path: string, stats: Stats): RepoEntry {
  return { path, mode: toGitMode(stats), size: stats.size };
}

/** Modes as Git writes them; what Git cannot hold (sockets, devices) and setuid files keep their own bits, to be refused. */
function toGitMode(stats: { mode: number; isFile(): boolean; isSymbolicLink(): boolean }): string {
  if (stats.isSymbolicLink()) return '120000';
  if (!stats.isFile() || (stats.mode & 0o7000) !== 0) return stats.mode.toString(8).padStart(6, '0');
  return (stats.mode & 0o100) === 0 ? '100644' : '100755';
}

function hasLinkOnTheWay(root: string, path: string): boolean {
  if (hasOddPart(path)) return true;
  const parts = path.split('/').filter((part) => part !== '');
  for (let length = 1; length < parts.length; length += 1) {
    const stats = lstatIfThereSync(join(root, ...parts.slice(0, length)));
    if (stats?.isSymbolicLink() === true) return true;
  }
  return false;
}

/** True for what would lead out of the folder. */
function hasOddPart(path: string): boolean {
  return path.split('/').includes('..') || path.includes('\0') || (sep === '\\' && path.includes('\\'));
}

/** O_NOFOLLOW closes the gap between looking and opening (open(2)); O_NONBLOCK keeps a named pipe from hanging us. */
function readRegularFile(full: string): Uint8Array | undefined {
  try {
    const descriptor = openSync(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile() || stats.size > MAX_FILE_BYTES) return undefined;
      return readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (isMissing(error) || isNoFile(error)) return undefined;
    throw error;
  }
}

/** What open(2) says of a link with O_NOFOLLOW (ELOOP), and of a socket (ENXIO). */
function isNoFile(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ELOOP' || code === 'ENXIO';
}
