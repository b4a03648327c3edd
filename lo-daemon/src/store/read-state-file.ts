import { readFileSync, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { ColoError } from '@colo/schemas/errors';

/**
 * The bytes of one of LO's own files, or undefined where there is none. A file that is there and cannot be read is never
 * taken for an absent one: LO would begin anew over what it knows, and write over it.
 *
 * @throws ColoError LO_STATE_UNREADABLE
 */
export async function readStateFile(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    return refuseUnlessMissing(file, error);
  }
}

/** As {@link readStateFile}, at once. */
export function readStateFileSync(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    return refuseUnlessMissing(file, error);
  }
}

/** What there is under the name of one of LO's own files; refuses as {@link readStateFile} does. */
export async function statStateFile(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    return refuseUnlessMissing(file, error);
  }
}

function refuseUnlessMissing(file: string, error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw new ColoError('LO_STATE_UNREADABLE', `The file ${file} is there and cannot be read.`, {
    cause: error,
  });
}
