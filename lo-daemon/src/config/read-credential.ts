import { readFile, stat } from 'node:fs/promises';
import type { Credential } from '@colo/schemas/documents/lo-config';
import { ColoError } from '@colo/schemas/errors';
import { registerSecret } from '../report/redact.ts';

/** More than any token; a larger file is some other file. */
const MAX_SECRET_BYTES = 16384;
const GROUP_AND_OTHERS = 0o077;

/**
 * Reads a secret at the moment it is used, so that a rotated one needs no restart. Surrounding white space is dropped.
 *
 * @throws ColoError LO_CREDENTIAL_UNUSABLE; the message never holds the secret
 */
export async function readCredential(credential: Credential): Promise<string> {
  const secret =
    'file' in credential ? await readSecretFile(credential.file) : process.env[credential.environment];
  const where = 'file' in credential ? `file ${credential.file}` : `variable ${credential.environment}`;
  const trimmed = secret?.trim() ?? '';
  if (trimmed === '') throw new ColoError('LO_CREDENTIAL_UNUSABLE', `The ${where} is empty or not set.`);
  if (/[\r\n\0]/.test(trimmed))
    throw new ColoError('LO_CREDENTIAL_UNUSABLE', `The ${where} holds more than one line.`);
  registerSecret(trimmed);
  return trimmed;
}

async function readSecretFile(file: string): Promise<string> {
  try {
    const facts = await stat(file);
    if ((facts.mode & GROUP_AND_OTHERS) !== 0)
      throw new ColoError('LO_CREDENTIAL_UNUSABLE', `Others than its owner can read the file ${file}.`, {
        fix: `chmod 600 ${file}`,
      });
    if (facts.size > MAX_SECRET_BYTES)
      throw new ColoError(
        'LO_CREDENTIAL_UNUSABLE',
        `The file ${file} is larger than ${MAX_SECRET_BYTES} bytes.`,
      );
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof ColoError) throw error;
    throw new ColoError('LO_CREDENTIAL_UNUSABLE', `The file ${file} cannot be read.`, { cause: error });
  }
}
