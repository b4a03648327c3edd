import { type CoConfig, coConfigSchema } from '../generated/co-config.ts';

import type { ReadResult } from './diagnostic.ts';
import { type ReadOptions, readDocument } from './read-document.ts';

/** Reads CO's configuration. Faults come with file, line and column; nothing is thrown. */
export function readCoConfig(text: string, options: ReadOptions): ReadResult<CoConfig> {
  return readDocument(text, options, {
    kind: 'CentralOrchestrator',
    schema: coConfigSchema,
    check: () => [],
  });
}
