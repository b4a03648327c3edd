import type { PackageFile } from '../margo/package-content.ts';
import { canonicalJson } from './canonical-json.ts';
import { digestText } from './digest-text.ts';
import { listFileFacts } from './list-file-facts.ts';

/** Package digest: SHA-256 over the canonical JSON of the sorted files (path, mode, SHA-256 of the bytes). */
export function digestPackage(files: readonly PackageFile[]): string {
  return digestText(canonicalJson(listFileFacts(files)));
}
