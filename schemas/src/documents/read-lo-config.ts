import { type LoConfig, loConfigSchema } from '../generated/lo-config.ts';
import { checkLoConfig } from './check-lo-config.ts';
import type { ReadResult } from './diagnostic.ts';
import { type ReadOptions, readDocument } from './read-document.ts';

/** Reads LO's configuration. Faults come with file, line and column; nothing is thrown. */
export function readLoConfig(text: string, options: ReadOptions): ReadResult<LoConfig> {
  return readDocument(text, options, {
    kind: 'LocalOrchestrator',
    schema: loConfigSchema,
    check: checkLoConfig,
  });
}
