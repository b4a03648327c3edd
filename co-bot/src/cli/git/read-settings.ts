import { join } from 'node:path';
import type { Repository } from './find-repository.ts';
import { createGitEnvironment } from './git-environment.ts';
import { tryGit } from './run-git.ts';

/**
 * All values of one key of a repository's own configuration, which is read as a file of data: it includes no other file,
 * and says nothing to the git that reads it. For what is kept there alone, by `co` itself or of its own installation.
 */
export async function readSettings(
  repository: Repository,
  key: string,
  io: { readonly env: Readonly<Record<string, string | undefined>>; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const { gitDir, commonDir } = repository;
  const environment = { ...createGitEnvironment(io.env), GIT_DIR: '/dev/null' };
  const context = { folder: gitDir, environment, signal: io.signal };
  const file = join(commonDir, 'config');
  const result = await tryGit(context, ['config', '--file', file, '--no-includes', '-z', '--get-all', key]);
  if (result.exitCode !== 0) return [];
  return result.stdout
    .toString('utf8')
    .split('\0')
    .filter((value) => value !== '');
}
