import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { lstatIfThere } from '../reader/lstat-if-there.ts';
import type { TemplateFile } from './read-template.ts';

/** Writes the files that are not there yet and returns their paths. What exists is never touched, whatever it holds. */
export async function writeMissingFiles(
  folder: string,
  files: readonly TemplateFile[],
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const file of files) {
    const full = join(folder, file.path);
    await makeFolder(folder, dirname(file.path));
    if (await writeNew(full, file.text)) written.push(file.path);
  }
  return written;
}

/** Makes the folders on the way one by one, so that a link among them is seen and refused instead of followed. */
async function makeFolder(root: string, path: string): Promise<void> {
  await mkdir(root, { recursive: true });
  let full = root;
  for (const part of path.split('/').filter((name) => name !== '.')) {
    full = join(full, part);
    const stats = await lstatIfThere(full);
    if (stats === undefined) await mkdir(full);
    else if (!stats.isDirectory()) {
      throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(full, 400)} is in the way: it is not a folder`);
    }
  }
}

/** `wx` fails where anything is there, a dangling link too (open(2), O_EXCL). */
async function writeNew(full: string, text: string): Promise<boolean> {
  try {
    await writeFile(full, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
