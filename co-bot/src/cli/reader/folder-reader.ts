import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ColoError, compareCodePoints, type RepoEntry, toSafeText } from '@colo/schemas';
import { isMissing } from './is-missing.ts';
import { lstatIfThere } from './lstat-if-there.ts';
import type { Tree } from './tree.ts';

/** A file larger than this is not read: no document of colo is, and packages are bounded as a whole. */
const MAX_FILE_BYTES = 128 * 1024 * 1024;

/**
 * Reads a folder on disk as a tree. Links are listed as links and never followed, neither as files nor as folders on
 * the way; `.git` is left out. Throws CLI_INPUT_MISSING where `root` is not a folder.
 */
export async function createFolderReader(root: string): Promise<Tree> {
  const stats = await lstatIfThere(root);
  if (stats === undefined || !stats.isDirectory()) {
    throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(root, 400)} is not a folder`);
  }
  return {
    async list(prefix) {
      const entries: RepoEntry[] = [];
      const start = prefix.replace(/\/+$/, '');
      if (!(await hasLinkOnTheWay(root, start))) await collect(root, start, entries);
      return entries.sort((left, right) => compareCodePoints(left.path, right.path));
    },
    async read(path) {
      if (await hasLinkOnTheWay(root, path)) return undefined;
      return await readRegularFile(join(root, path));
    },
    // Files of a local disk are at hand.
    preload: async () => undefined,
  };
}

async function collect(root: string, path: string, entries: RepoEntry[]): Promise<void> {
  const full = join(root, path);
  const stats = await lstatIfThere(full);
  if (stats === undefined) return;
  if (!stats.isDirectory()) {
    entries.push({ path, mode: toGitMode(stats), size: stats.size });
    return;
  }
  for (const name of await readdir(full)) {
    if (name !== '.git') await collect(root, path === '' ? name : `${path}/${name}`, entries);
  }
}

/** Modes as Git writes them; what Git cannot hold (sockets, devices) and setuid files keep their own bits, to be refused. */
function toGitMode(stats: { mode: number; isFile(): boolean; isSymbolicLink(): boolean }): string {
  if (stats.isSymbolicLink()) return '120000';
  if (!stats.isFile() || (stats.mode & 0o7000) !== 0) return stats.mode.toString(8).padStart(6, '0');
  return (stats.mode & 0o100) === 0 ? '100644' : '100755';
}

async function hasLinkOnTheWay(root: string, path: string): Promise<boolean> {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.includes('..') || path.includes('\0') || (sep === '\\' && path.includes('\\'))) return true;
  for (let length = 1; length < parts.length; length += 1) {
    const stats = await lstatIfThere(join(root, ...parts.slice(0, length)));
    if (stats?.isSymbolicLink() === true) return true;
  }
  return false;
}

/** O_NOFOLLOW closes the gap between looking and opening (open(2)); O_NONBLOCK keeps a named pipe from hanging us. */
async function readRegularFile(full: string): Promise<Uint8Array | undefined> {
  try {
    const handle = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stats = await handle.stat();
      if (!stats.isFile() || stats.size > MAX_FILE_BYTES) return undefined;
      return await handle.readFile();
    } finally {
      await handle.close();
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
