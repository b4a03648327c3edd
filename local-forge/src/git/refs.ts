import { ColoError } from '@colo/schemas/errors';
import type { GitRepository } from './open-repository.ts';
import { isFullRef, isObjectId } from './ref-names.ts';
import { readGit, runGit } from './run-git.ts';

export const ZERO_ID = '0'.repeat(40);

export interface Ref {
  readonly name: string;
  readonly sha: string;
  readonly type: string;
}

/** Reads one ref, or nothing. */
export async function readRef(git: GitRepository, name: string): Promise<Ref | undefined> {
  if (!isFullRef(name)) {
    return undefined;
  }
  const object = await git.reader.read(name);
  return object === undefined ? undefined : { name, sha: object.sha, type: object.type };
}

/** The commit of a branch, or nothing. */
export async function readBranch(git: GitRepository, branch: string): Promise<string | undefined> {
  return (await readRef(git, `refs/heads/${branch}`))?.sha;
}

/** Lists refs whose full name starts with `prefix`, in git's order. */
export async function listRefs(git: GitRepository, prefix: string): Promise<Ref[]> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const text = await readGit(git.path, [
    'for-each-ref',
    '--format=%(refname) %(objectname) %(objecttype)',
    folder === '' ? 'refs/' : folder,
  ]);
  const refs: Ref[] = [];
  for (const line of text.split('\n')) {
    const [name = '', sha = '', type = ''] = line.split(' ');
    if (name !== '' && name.startsWith(prefix)) {
      refs.push({ name, sha, type });
    }
  }
  return refs;
}

/**
 * Moves, makes or deletes a ref by compare-and-swap.
 *
 * @param before the id it must have now; {@link ZERO_ID}: it must not exist
 * @param after the id it gets; {@link ZERO_ID}: it is deleted
 * @throws ColoError FORGE_GIT_FAILED when the ref is not at `before`
 */
export async function updateRef(
  git: GitRepository,
  name: string,
  before: string,
  after: string,
): Promise<void> {
  if (!isFullRef(name) || !isObjectId(before) || !isObjectId(after)) {
    throw new ColoError('FORGE_GIT_FAILED', 'a ref name or an object id is malformed');
  }
  const command = after === ZERO_ID ? `delete ${name} ${before}\n` : `update ${name} ${after} ${before}\n`;
  await runGit(git.path, ['update-ref', '--stdin'], { input: command });
}

/** Sets a ref without looking at what it was: for refs that the forge alone writes. */
export async function setRef(git: GitRepository, name: string, sha: string): Promise<void> {
  await runGit(git.path, ['update-ref', name, sha]);
}

/** Writes HEAD, which decides the branch that a clone checks out. */
export async function setHead(git: GitRepository, branch: string): Promise<void> {
  await runGit(git.path, ['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
}
