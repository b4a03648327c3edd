import { createHash } from 'node:crypto';
import type { ActualState } from '../generated/actual-state.ts';

/**
 * SHA-256 over the state's JSON text as `JSON.stringify` writes it. Reading and writing keep the order of keys, so the
 * text is the same again.
 */
export function checksumState(state: unknown): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(state)).digest('hex')}`;
}

/** LO's record as it lies on the disk: one line of JSON with a checksum over the state. */
export function writeActualState(state: ActualState): string {
  return `${JSON.stringify({ checksum: checksumState(state), state })}\n`;
}
