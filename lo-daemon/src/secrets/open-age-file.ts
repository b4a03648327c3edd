import { registerSecret } from '../report/redact.ts';
import { readPrivateFile } from './read-private-file.ts';
import { MAX_IDENTITY_BYTES } from './secret-limits.ts';
import { secretUnavailable } from './secret-unavailable.ts';

const ARMOR = '-----BEGIN AGE ENCRYPTED FILE-----';
const IDENTITY = /^AGE-SECRET-KEY-1[0-9A-Z]+$/;

/**
 * Opens an age file, binary or armored, with the identities of a file.
 *
 * @throws ColoError LO_SECRET_UNAVAILABLE
 */
export async function openAgeFile(
  name: string,
  bytes: Uint8Array,
  identityFile: string,
): Promise<Uint8Array> {
  // Loaded for the sites that have such files.
  const { armor, Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  for (const identity of await readIdentities(name, identityFile)) decrypter.addIdentity(identity);
  try {
    const text = Buffer.from(bytes).toString('latin1');
    const binary = text.trimStart().startsWith(ARMOR) ? armor.decode(text) : bytes;
    return await decrypter.decrypt(binary, 'uint8array');
  } catch {
    // What the library says may quote the file.
    throw secretUnavailable(
      name,
      'cannot be opened with the identity of this site: it was encrypted for another, or is damaged',
    );
  }
}

async function readIdentities(name: string, file: string): Promise<readonly string[]> {
  const read = await readPrivateFile(file, MAX_IDENTITY_BYTES);
  if (!read.ok) throw secretUnavailable(name, `needs the age identity of this site, which ${read.reason}`);
  const lines = read.bytes
    .toString('utf8')
    .split('\n')
    .map((line) => line.trim());
  const identities = lines.filter((line) => IDENTITY.test(line));
  for (const identity of identities) registerSecret(identity);
  if (identities.length === 0)
    throw secretUnavailable(name, `needs an age identity (AGE-SECRET-KEY-1…) in ${file}`);
  return identities;
}
