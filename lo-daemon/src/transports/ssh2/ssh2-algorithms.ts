import type { Algorithms } from 'ssh2';

/** Newest first; no SHA-1, no CBC. Everything here is in OpenSSH 7.4 and later. */
export const modernAlgorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group14-sha256',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'chacha20-poly1305@openssh.com',
    'aes128-ctr',
    'aes256-ctr',
  ],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
} as const satisfies Algorithms;

type HostKeyAlgorithm =
  NonNullable<Algorithms['serverHostKey']> extends infer List
    ? List extends readonly (infer Item)[]
      ? Item
      : never
    : never;

/** Host key algorithms by the type of the key that they prove. */
const HOST_KEY_ALGORITHMS = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
} as const satisfies Record<string, readonly HostKeyAlgorithm[]>;

/**
 * Host key algorithms to ask for: those of the pinned keys first, so that a server with several keys shows one that is
 * pinned; the others after, so that a server with none of them is recognised as changed.
 */
export function orderHostKeyAlgorithms(pinnedTypes: readonly string[]): HostKeyAlgorithm[] {
  const entries = Object.entries(HOST_KEY_ALGORITHMS);
  const pinned = entries.filter(([type]) => pinnedTypes.includes(type));
  const others = entries.filter(([type]) => !pinnedTypes.includes(type));
  return [...pinned, ...others].flatMap(([, algorithms]) => [...algorithms]);
}
