import { readFile } from 'node:fs/promises';
import { diagnosticsToError } from '@colo/schemas/diagnostics';
import { readCoConfig } from '@colo/schemas/documents/co-config';
import { ColoError } from '@colo/schemas/errors';
import type { StartOptions } from '../start-options.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What CO starts with, from environment variables and the file that CO_CONFIG names (default `co.yaml`).
 *
 * @throws ColoError CO_SECRET_MISSING, CO_CONFIG_UNUSABLE
 */
export async function readEnvironment(environment: Environment): Promise<StartOptions> {
  const file = environment['CO_CONFIG'] ?? 'co.yaml';
  const read = readCoConfig(await readText(file, 'CO_CONFIG_UNUSABLE'), { file });
  if (!read.ok) throw diagnosticsToError(read.diagnostics);
  const port = Number(environment['PORT'] ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ColoError('CO_CONFIG_UNUSABLE', 'PORT is no port number.', { fix: 'Set PORT to 0 to 65535.' });
  }
  const baseUrl = environment['GITHUB_API_URL'];
  const host = environment['HOST'];
  const wakeSecret = environment['WAKE_SECRET']?.trim();
  return {
    config: read.value,
    appId: readAppId(environment['APP_ID']),
    privateKey: await readPrivateKey(environment),
    secret: environment['WEBHOOK_SECRET'] ?? '',
    port,
    ...(host === undefined ? {} : { host }),
    ...(wakeSecret === undefined || wakeSecret === '' ? {} : { wakeSecret }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(environment['CO_THROTTLE'] === 'off' ? { throttle: false } : {}),
  };
}

function readAppId(text: string | undefined): number {
  const id = Number(text);
  if (text !== undefined && Number.isSafeInteger(id) && id > 0) return id;
  throw new ColoError('CO_SECRET_MISSING', 'APP_ID is missing or no number.');
}

/** PRIVATE_KEY holds the PEM, with line breaks or `\n`, or its base64; PRIVATE_KEY_PATH names a file with it. */
async function readPrivateKey(environment: Environment): Promise<string> {
  const path = environment['PRIVATE_KEY_PATH'];
  const text =
    environment['PRIVATE_KEY'] ?? (path === undefined ? '' : await readText(path, 'CO_SECRET_MISSING'));
  const key = text.includes('-----BEGIN')
    ? text.replaceAll('\\n', '\n')
    : Buffer.from(text, 'base64').toString();
  if (key.includes('-----BEGIN')) return key;
  throw new ColoError('CO_SECRET_MISSING', 'PRIVATE_KEY or PRIVATE_KEY_PATH is missing or holds no PEM key.');
}

async function readText(path: string, code: 'CO_CONFIG_UNUSABLE' | 'CO_SECRET_MISSING'): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new ColoError(code, `${path} cannot be read.`, { cause });
  }
}
