import { readFile } from 'node:fs/promises';
import { diagnosticsToError } from '@colo/schemas/diagnostics';
import { readLoConfig } from '@colo/schemas/documents/lo-config';
import { ColoError } from '@colo/schemas/errors';
import { resolveSettings } from './resolve-settings.ts';
import type { Settings } from './settings.ts';

/**
 * Reads and checks LO's configuration file.
 *
 * @throws ColoError LO_CONFIG_UNREADABLE, LO_CONFIG_INVALID, or the first fault of the document
 */
export async function loadSettings(file: string): Promise<Settings> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ColoError('LO_CONFIG_UNREADABLE', `The configuration file ${file} cannot be read.`, {
      place: { file },
      cause: error,
    });
  });
  const result = readLoConfig(text, { file });
  if (!result.ok) throw diagnosticsToError(result.diagnostics);
  return resolveSettings(result.value);
}
