import { randomBytes } from 'node:crypto';

/** A fresh nonce for an attempt: 128 random bits as 32 lower-case hex digits. */
export function createNonce(): string {
  return randomBytes(16).toString('hex');
}
