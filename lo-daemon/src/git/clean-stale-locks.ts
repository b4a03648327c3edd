import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes lock and temporary files that a killed git left behind. Only for a repository that nobody else uses: LO
 * holds the lock of its stateDir, and none of its own git children runs.
 */
export async function cleanStaleLocks(gitDir: string): Promise<readonly string[]> {
  const names = await readdir(gitDir, { recursive: true });
  const stale = names.filter((name) => name.endsWith('.lock') || /(^|\/)tmp_(pack|idx|obj|rev)_/.test(name));
  for (const name of stale) await rm(join(gitDir, name), { force: true });
  return stale;
}
