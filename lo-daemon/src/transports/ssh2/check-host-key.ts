import { createHash, timingSafeEqual } from 'node:crypto';

/** What a host's key is to us. */
export type HostKeyVerdict = 'pinned' | 'unknown' | 'changed';

/** Compares the key that a host shows (RFC 4253 6.6 blob) with the pinned ones, in constant time. */
export function checkHostKey(key: Uint8Array, pinned: readonly string[]): HostKeyVerdict {
  if (pinned.length === 0) {
    return 'unknown';
  }
  let found = false;
  for (const line of pinned) {
    const blob = Buffer.from(line.trim().split(/\s+/)[1] ?? '', 'base64');
    found = (blob.length > 0 && blob.length === key.length && timingSafeEqual(blob, key)) || found;
  }
  return found ? 'pinned' : 'changed';
}

/** The fingerprint as OpenSSH prints it: `SHA256:` and unpadded base64. */
export function fingerprintHostKey(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
