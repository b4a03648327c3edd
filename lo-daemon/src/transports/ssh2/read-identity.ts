import { readFile, stat } from 'node:fs/promises';
import { ColoError, type Place } from '@colo/schemas/errors';
import { toSshKey } from './to-ssh-key.ts';

/** How LO proves who it is: the bytes of a private key, or the socket of an agent. */
export type Identity =
  | { readonly kind: 'key'; readonly privateKey: Buffer }
  | { readonly kind: 'agent'; readonly socket: string };

const DECRYPT =
  "Nobody is there to type its passphrase: take a key without one (`ssh-keygen -p -N '' -f FILE`), or load it into an ssh-agent.";
const CHOOSE =
  'Take an ed25519, ECDSA or RSA key in the format of OpenSSH, PEM or PKCS#8: `ssh-keygen -t ed25519`.';

export interface IdentitySource {
  readonly identityFile?: string | undefined;
  readonly agentSocket?: string | undefined;
}

/** Reads the private key, or falls back on ssh-agent. Throws NODE_IDENTITY_UNUSABLE; never shows key material. */
export async function readIdentity(source: IdentitySource, place: Place): Promise<Identity> {
  if (source.identityFile === undefined) {
    if (source.agentSocket === undefined || source.agentSocket === '') {
      throw new ColoError('NODE_IDENTITY_UNUSABLE', 'There is neither an identity file nor an ssh-agent.', {
        place,
      });
    }
    return { kind: 'agent', socket: source.agentSocket };
  }
  const file = source.identityFile;
  const bytes = await readOwnedFile(file, place);
  const privateKey = toSshKey(bytes);
  const { default: ssh2 } = await import('ssh2');
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) {
    const isEncrypted = /encrypted/iu.test(`${parsed.message} ${bytes.toString('latin1')}`);
    throw new ColoError(
      'NODE_IDENTITY_UNUSABLE',
      `The identity file ${file} ${isEncrypted ? 'is encrypted' : 'is not a private key that SSH knows'}.`,
      { place: { ...place, file }, fix: isEncrypted ? DECRYPT : CHOOSE },
    );
  }
  if (!parsed.isPrivateKey()) {
    throw new ColoError('NODE_IDENTITY_UNUSABLE', `The identity file ${file} is a public key.`, {
      place: { ...place, file },
      fix: 'Name the file with the private half: the one without .pub.',
    });
  }
  return { kind: 'key', privateKey };
}

async function readOwnedFile(file: string, place: Place): Promise<Buffer> {
  try {
    const { mode } = await stat(file);
    if ((mode & 0o077) !== 0) {
      throw new ColoError('NODE_IDENTITY_UNUSABLE', `The identity file ${file} can be read by others.`, {
        place: { ...place, file },
      });
    }
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof ColoError) {
      throw cause;
    }
    throw new ColoError('NODE_IDENTITY_UNUSABLE', `The identity file ${file} cannot be read.`, {
      place: { ...place, file },
      cause,
    });
  }
}
