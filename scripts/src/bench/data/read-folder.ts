import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { TreeFile } from './memory-reader.ts';

/** Every file below a folder, by its path in it. */
export async function readFolder(root: string): Promise<Map<string, TreeFile>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = new Map<string, TreeFile>();
  for (const entry of entries.filter((each) => each.isFile())) {
    const full = join(entry.parentPath, entry.name);
    const path = relative(root, full).split(sep).join('/');
    files.set(path, { mode: '100644', bytes: await readFile(full) });
  }
  return files;
}
