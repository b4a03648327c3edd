import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';

export interface KeyPair {
  /** Private key file, OpenSSH format, mode 0600. */
  readonly identityFile: string;
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly publicKey: string;
}

/** An ed25519 public key on the wire: the name and the 32 bytes of the key, each behind its length (RFC 8709, section 4). */
const WIRE_BYTES = 4 + 'ssh-ed25519'.length + 4 + 32;

/** Makes an ed25519 key pair as ssh-keygen would: `<dir>/<name>` and `<dir>/<name>.pub`. Needs no program. */
export async function createKeyPair(dir: string, name = 'id_ed25519'): Promise<KeyPair> {
  const pair = generateKeyPair();
  const publicKey = pair.public.trim().split(/\s+/).slice(0, 2).join(' ');
  const identityFile = join(dir, name);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(identityFile, pair.private, { mode: 0o600 });
  await writeFile(`${identityFile}.pub`, `${publicKey}\n`);
  return { identityFile, publicKey };
}

/** ssh2 1.17 drops the zero byte that a public key in some hundreds begins with: OpenSSH cannot load such a pair. */
export function generateKeyPair(): ReturnType<typeof ssh2.utils.generateKeyPairSync> {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    const [, key = ''] = pair.public.split(' ');
    if (Buffer.from(key, 'base64').length === WIRE_BYTES) return pair;
  }
}
