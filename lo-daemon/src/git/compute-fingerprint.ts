import { createHash } from 'node:crypto';
import type { TreeEntry } from './parse-tree.ts';

/** One name for the content of some paths: equal fingerprints mean that nothing there changed. */
export function computeFingerprint(entries: readonly TreeEntry[]): string {
  const lines = entries.map(({ mode, id, path }) => `${mode} ${id} ${path}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
