/**
 * Codes of a node's result that say nothing against the version itself: the same attempt may succeed later. Every
 * other failed attempt is terminal for its digest on that host.
 */
const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'DISK_FULL',
  'READ_ONLY',
  'CONTENT_DAMAGED',
  'SETTINGS_LOST',
  'REMOVE_FAILED',
]);

/** True when an attempt that ended with this code may be made again without anybody changing anything. */
export function isTransientFailure(code: string): boolean {
  return TRANSIENT_CODES.has(code);
}
