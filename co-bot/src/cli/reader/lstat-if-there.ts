import { lstatSync, type Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { isMissing } from './is-missing.ts';

/** What lies at a path, links not followed, or undefined where nothing does. */
export async function lstatIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** As {@link lstatIfThere}, at once: for tens of thousands of files, whose answers are in the kernel's cache. */
export function lstatIfThereSync(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
