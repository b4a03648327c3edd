import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '../../support/packages.ts';

/** Writes files below a folder; scripts are made executable. Returns the folder. */
export async function writeFiles(folder: string, files: Files): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    const full = join(folder, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, text);
    if (path.endsWith('.sh')) await chmod(full, 0o755);
  }
  return folder;
}

/** The files of one folder, as if it were the root. */
export function below(prefix: string, files: Files): Files {
  const entries = Object.entries(files).filter(([path]) => path.startsWith(`${prefix}/`));
  return Object.fromEntries(entries.map(([path, text]) => [path.slice(prefix.length + 1), text]));
}
