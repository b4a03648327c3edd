import { ColoError } from '@colo/schemas/errors';
import type { GitRepository } from './open-repository.ts';
import { readRefFiles, writeRefFile } from './ref-files.ts';
import { isFullRef, isObjectId } from './ref-names.ts';
import { runGit } from './run-git.ts';

export const ZERO_ID = '0'.repeat(40);

export interface RefEntry {
  readonly name: string;
  readonly sha: string;
}

export interface Ref extends RefEntry {
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
export function listRefs(git: GitRepository, prefix: string): RefEntry[] {
  return [...readRefFiles(git.path)]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, sha]) => ({ name, sha }));
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
  const isNone = (sha: string) => sha === ZERO_ID;
  const [from, to] = [isNone(before) ? undefined : before, isNone(after) ? undefined : after];
  if (writeRefFile(git.path, name, from, to)) return;
  const command = after === ZERO_ID ? `delete ${name} ${before}\n` : `update ${name} ${after} ${before}\n`;
  await runGit(git.path, ['update-ref', '--stdin'], { input: command });
}

/** Sets a ref without looking at what it was: for refs that the forge alone writes. */
export async function setRef(git: GitRepository, name: string, sha: string): Promise<void> {
  if (writeRefFile(git.path, name, readRefFiles(git.path).get(name), sha)) return;
  await runGit(git.path, ['update-ref', name, sha]);
}

/** Writes HEAD, which decides the branch that a clone checks out. */
export async function setHead(git: GitRepository, branch: string): Promise<void> {
  await runGit(git.path, ['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
}
