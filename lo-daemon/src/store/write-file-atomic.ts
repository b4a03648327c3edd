import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ColoError } from '@colo/schemas/errors';

export interface AtomicWriteOptions {
  /** Where the content so far stays, as the previous generation. */
  readonly keepPreviousAs?: string;
}

/**
 * Replaces a file so that a power cut leaves the old content or the new, never a part: temporary file, fsync, rename,
 * fsync of the folder (rename alone may leave an empty file, see fsync(2)). Mode 0600.
 *
 * @throws ColoError LO_STATE_UNWRITABLE
 */
export async function writeFileAtomic(
  file: string,
  content: string | Uint8Array,
  options: AtomicWriteOptions = {},
): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeDurably(temporary, content);
    if (options.keepPreviousAs !== undefined) await keepPrevious(file, options.keepPreviousAs);
    await rename(temporary, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(temporary, { force: true });
    throw new ColoError('LO_STATE_UNWRITABLE', `The file ${file} cannot be written.`, { cause: error });
  }
}

async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function keepPrevious(file: string, previous: string): Promise<void> {
  const temporary = `${previous}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await link(file, temporary);
    await rename(temporary, previous);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  } finally {
    // Renaming one hard link onto another of the same file leaves both names (rename(2)).
    await rm(temporary, { force: true });
  }
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
