import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { createMirror, type Mirror } from './git-store.ts';
import type { Remote } from './remote.ts';
import { runGit } from './run-git.ts';

const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9._-]+$/u;

/**
 * The bare mirror of a repository below `root`; created empty where there is none. It is a cache: it may be deleted at
 * any time when CO is stopped.
 *
 * @param name owner/name
 */
export async function openMirror(root: string, name: string, remote: Remote): Promise<Mirror> {
  if (!REPOSITORY.test(name) || name.split('/').some((part) => part === '..' || part === '.')) {
    throw new ColoError('GITHUB_NOT_FOUND', 'A repository is named owner/name.', { data: { name } });
  }
  const folder = join(root, `${name.toLowerCase()}.git`);
  if (!(await exists(join(folder, 'HEAD')))) {
    await mkdir(folder, { recursive: true });
    await runGit({ folder, args: ['init', '--bare', '--quiet', '--template='] });
  }
  return createMirror(folder, remote);
}

async function exists(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  return found !== undefined;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
