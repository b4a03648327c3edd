import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isColoError } from '@colo/schemas/errors';
import { plantSeed } from './cli/plant-seed.ts';
import { HELP, readFlags } from './cli/read-flags.ts';
import { readSeed } from './cli/read-seed.ts';
import { startForge } from './start-forge.ts';

/** Starts a forge by hand and keeps it until SIGINT or SIGTERM. Exit code 0, or that of the error. */
async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) {
    process.stdout.write(HELP);
    return;
  }
  // Listened for from the beginning: who reads its address may ask it to stop at once.
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const seed = await readSeed(flags.seed);
  const root = resolve(flags.root ?? (await mkdtemp(join(tmpdir(), 'local-forge-'))));
  const forge = await startForge({
    root,
    port: flags.port,
    log: (entry) => {
      process.stderr.write(`${JSON.stringify(entry)}\n`);
    },
  });
  try {
    const credentials = await plantSeed(forge, seed);
    const file = join(root, 'credentials.json');
    await writeFile(file, `${JSON.stringify(credentials, undefined, 2)}\n`, { mode: 0o600 });
    process.stdout.write(
      flags.json
        ? `${JSON.stringify({ url: forge.url, root, credentials: file })}\n`
        : `${forge.url}\nrepositories: ${root}\ntokens and keys: ${file}\n`,
    );
    await stopped;
  } finally {
    await forge.close();
  }
}

try {
  await main();
} catch (error) {
  if (!isColoError(error)) {
    throw error;
  }
  process.stderr.write(`local-forge: ${error.message}\n${error.fix}\n`);
  process.exitCode = error.exitCode;
}
