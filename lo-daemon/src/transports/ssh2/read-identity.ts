import { readFile, stat } from 'node:fs/promises';
import { ColoError, type Place } from '@colo/schemas/errors';

/** How LO proves who it is: the bytes of a private key, or the socket of an agent. */
export type Identity =
  | { readonly kind: 'key'; readonly privateKey: Buffer }
  | { readonly kind: 'agent'; readonly socket: string };

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
  const privateKey = await readOwnedFile(file, place);
  const { default: ssh2 } = await import('ssh2');
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) {
    throw new ColoError(
      'NODE_IDENTITY_UNUSABLE',
      `The identity file ${file} is not an unencrypted private key.`,
      {
        place: { ...place, file },
      },
    );
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
