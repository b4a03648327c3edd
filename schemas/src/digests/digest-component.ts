import type { ParameterValue } from '../generated/desired-state.ts';
import type { PackageFile } from '../margo/package-content.ts';
import { canonicalJson } from './canonical-json.ts';
import { digestText } from './digest-text.ts';
import { listFileFacts } from './list-file-facts.ts';
import { omitTiming } from './omit-timing.ts';

/** All that decides whether a running component is the wanted one. */
export interface ComponentContent {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Values by pointer, as resolved for one host. */
  readonly values: Readonly<Record<string, ParameterValue>>;
  /** Only the files that the component refers to. */
  readonly files: readonly PackageFile[];
}

/**
 * Component digest: SHA-256 over the canonical JSON of type, properties without timing, values and files. Neither the
 * version label nor a sibling nor an unrelated file counts, so that changing those restarts nothing.
 */
export function digestComponent({ type, properties, values, files }: ComponentContent): string {
  return digestText(
    canonicalJson({ type, properties: omitTiming(properties), values, files: listFileFacts(files) }),
  );
}
