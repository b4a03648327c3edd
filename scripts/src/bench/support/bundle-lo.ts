import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toSafeText } from '@colo/schemas/text';
import { execa } from 'execa';
import { checkoutRoot, programEnvironment } from '../../world/places.ts';

const MAX_SHOWN = 400;
const TIMEOUT_MS = 120_000;

/** LO as one file, or why there is none. */
export type LoBundle = { readonly file: string; readonly bytes: number } | { readonly reason: string };

/** Bundles LO into a folder, by the script that makes the file that sites install. */
export async function bundleLo(folder: string): Promise<LoBundle> {
  const file = join(folder, 'lo.mjs');
  const result = await execa(process.execPath, [join(checkoutRoot, 'lo-daemon/bundle.mjs'), file], {
    env: programEnvironment(folder),
    extendEnv: false,
    stdin: 'ignore',
    timeout: TIMEOUT_MS,
    reject: false,
  });
  if (result.exitCode === 0) return { file, bytes: (await stat(file)).size };
  return { reason: `LO could not be bundled: ${toSafeText(`${result.stderr}`, MAX_SHOWN)}` };
}
