import { createPrivateKey, type KeyObject } from 'node:crypto';

const MARK = '-----BEGIN PRIVATE KEY-----';

/**
 * A private key in a form that ssh2 reads. Of PKCS#8 (`openssl genpkey`, RFC 5958), which `ssh -i` takes too, it knows nothing;
 * all else is left as it is.
 */
export function toSshKey(bytes: Buffer): Buffer {
  if (!bytes.toString('latin1').includes(MARK)) return bytes;
  try {
    return Buffer.from(writeKey(createPrivateKey(bytes)) ?? bytes);
  } catch {
    // Damaged, or of a kind that is unknown here: whoever parses it says so.
    return bytes;
  }
}

function writeKey(key: KeyObject): string | undefined {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return key.export({ type: 'pkcs1', format: 'pem' }).toString();
    case 'ec':
      return key.export({ type: 'sec1', format: 'pem' }).toString();
    case 'ed25519':
      return writeEd25519(key);
  }
  return undefined;
}

/** openssh-key-v1 without encryption, which is the only form that holds this type (OpenSSH's PROTOCOL.key). */
function writeEd25519(key: KeyObject): string {
  const { d = '', x = '' } = key.export({ format: 'jwk' });
  const [secret, shown] = [d, x].map((part) => Buffer.from(part, 'base64url'));
  if (secret === undefined || shown === undefined) throw new Error('the key has no parts');
  const publicKey = Buffer.concat([field('ssh-ed25519'), field(shown)]);
  const check = Buffer.alloc(8);
  const privateKey = Buffer.concat([check, publicKey, field(Buffer.concat([secret, shown])), field('')]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (privateKey.length % 8)) % 8));
  const blob = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    Buffer.from([0, 0, 0, 1]),
    field(publicKey),
    field(Buffer.concat([privateKey, padding])),
  ]);
  const lines = blob.toString('base64').match(/.{1,70}/gu) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  );
}

/** A text or bytes behind their length (RFC 4251, section 5). */
function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
