import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';

/** Writes one file, with the folders above it. Throws CLI_OUTPUT_UNWRITABLE. */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    throw new ColoError('CLI_OUTPUT_UNWRITABLE', `${toSafeText(path, 400)} cannot be written`, { cause });
  }
}
