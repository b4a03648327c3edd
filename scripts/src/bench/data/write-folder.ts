import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileTree } from './memory-reader.ts';

/** Writes files below a folder, which need not be there. */
export async function writeFolder(root: string, files: FileTree): Promise<void> {
  const folders = new Set([...files.keys()].map((path) => dirname(join(root, path))));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  for (const [path, { bytes }] of files) await writeFile(join(root, path), bytes);
}
