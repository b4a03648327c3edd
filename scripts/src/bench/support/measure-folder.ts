import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** `st_blocks` counts in these, whatever the file system's own block is (stat(2)). */
const BLOCK_BYTES = 512;

/** Bytes that a folder takes on the disk: whole blocks, folders included, as `du` counts. */
export async function measureFolder(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  let blocks = (await lstat(folder)).blocks;
  for (const name of names) blocks += (await lstat(join(folder, name))).blocks;
  return blocks * BLOCK_BYTES;
}
