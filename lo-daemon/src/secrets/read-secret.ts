import type { SecretConfig } from '@colo/schemas/documents/lo-config';
import { MAX_AGE_FILE_BYTES } from '@colo/schemas/names';
import { checkSecretText, decodeSecret } from './decode-secret.ts';
import { openAgeFile } from './open-age-file.ts';
import { readPrivateFile } from './read-private-file.ts';
import { MAX_SECRET_BYTES } from './secret-limits.ts';
import { secretUnavailable } from './secret-unavailable.ts';

/** What a secret is read with. */
export interface SecretReading {
  readonly identityFile: string | undefined;
  /** Bytes of a file of the adopted revision's secrets folder; undefined where it has none. */
  readAgeFile(name: string): Promise<Uint8Array | undefined>;
}

/**
 * Reads a secret at the moment it is needed.
 *
 * @throws ColoError LO_SECRET_UNAVAILABLE; the message never holds a part of the secret
 */
export async function readSecret(
  name: string,
  from: SecretConfig['from'],
  reading: SecretReading,
): Promise<string> {
  if ('environment' in from) {
    const text = process.env[from.environment];
    if (text === undefined)
      throw secretUnavailable(name, `needs the variable ${from.environment}, which is not set`);
    return checkSecretText(name, text);
  }
  if ('file' in from) {
    const read = await readPrivateFile(from.file, MAX_SECRET_BYTES + 1);
    if (!read.ok) throw secretUnavailable(name, read.reason);
    return decodeSecret(name, read.bytes);
  }
  const file = from.age === true ? `${name}.age` : from.age;
  const bytes = await reading.readAgeFile(file);
  if (bytes === undefined)
    throw secretUnavailable(
      name,
      `needs ${file} in the site's secrets folder of the infra repo, as a plain file of at most ${MAX_AGE_FILE_BYTES} bytes`,
    );
  if (reading.identityFile === undefined) throw secretUnavailable(name, 'needs secretIdentity in lo.yaml');
  return decodeSecret(name, await openAgeFile(name, bytes, reading.identityFile));
}
