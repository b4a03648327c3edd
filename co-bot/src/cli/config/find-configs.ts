import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { CliIo } from '../program/cli-io.ts';
import { isMissing } from '../reader/is-missing.ts';
import { type CliConfig, parseCliConfig } from './parse-cli-config.ts';

/** Where `co init` writes, and where each command looks, from the working folder upwards. */
export const CHECKOUT_CONFIG = '.colo/config.yaml';

interface CliConfigs {
  readonly checkout: Pick<CliConfig, 'infra' | 'registry'>;
  readonly user: CliConfig;
}

/**
 * Reads both configuration files; a missing one is empty. A checkout is content that others may have written, so it
 * may name repositories but not the address that the token goes to, nor a file to read a token from.
 */
export async function findConfigs(io: CliIo): Promise<CliConfigs> {
  const checkout = await findUpwards(io.cwd);
  return {
    checkout:
      checkout === undefined ? {} : parseCliConfig(checkout.text, checkout.file, ['infra', 'registry']),
    user: await readUserConfig(io),
  };
}

async function findUpwards(start: string): Promise<{ file: string; text: string } | undefined> {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const file = join(folder, CHECKOUT_CONFIG);
    const text = await readIfThere(file);
    if (text !== undefined) return { file, text };
    if (dirname(folder) === folder) return undefined;
  }
}

async function readUserConfig(io: CliIo): Promise<CliConfig> {
  const home = io.env['XDG_CONFIG_HOME'] ?? join(io.env['HOME'] ?? homedir(), '.config');
  const file = join(home, 'colo', 'config.yaml');
  const text = await readIfThere(file);
  return text === undefined ? {} : parseCliConfig(text, file, ['infra', 'registry', 'api', 'tokenFile']);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
