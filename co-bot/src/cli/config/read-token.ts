import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { CliIo } from '../program/cli-io.ts';
import { isMissing } from '../reader/is-missing.ts';

/** GitHub's tokens are below 300 characters; a key file by mistake is longer. */
const MAX_TOKEN_BYTES = 4096;

/**
 * The token from a file (spaces around it removed), else from GITHUB_TOKEN, else from GH_TOKEN. Undefined where there
 * is none. Throws CLI_TOKEN_MISSING where the file cannot be used; the token itself is never in a message.
 */
export async function readToken(file: string | undefined, io: CliIo): Promise<string | undefined> {
  const found =
    file === undefined
      ? (io.env['GITHUB_TOKEN'] ?? io.env['GH_TOKEN'])
      : await readTokenFile(resolve(io.cwd, file));
  const token = found?.trim();
  if (token === undefined || token === '') return undefined;
  // A header value with a line break or a space would be refused later with the token in the message.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new ColoError('CLI_TOKEN_MISSING', 'the token holds characters that no token has');
}

async function readTokenFile(file: string): Promise<string> {
  const shown = toSafeText(file, 400);
  try {
    if ((await stat(file)).size > MAX_TOKEN_BYTES) {
      throw new ColoError('CLI_TOKEN_MISSING', `${shown} is too large for a token`);
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error))
      throw new ColoError('CLI_TOKEN_MISSING', `${shown} does not exist`, { cause: error });
    throw error;
  }
}
