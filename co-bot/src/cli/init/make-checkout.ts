import { join } from 'node:path';
import { readIdentity } from '../git/read-identity.ts';
import { type GitContext, runGit, tryGit } from '../git/run-git.ts';
import { lstatIfThere } from '../reader/lstat-if-there.ts';

/**
 * Makes the context's folder a Git checkout with branch `main` and commits the given files in it, and nothing else. Where
 * it is a checkout already, only the commit is made; without files, nothing is.
 */
export async function makeCheckout(
  context: GitContext,
  files: readonly string[],
  message: string,
): Promise<void> {
  if ((await lstatIfThere(join(context.folder, '.git'))) === undefined) {
    await runGit(context, ['init', '--quiet', '--template=', '--initial-branch=main', '.']);
  }
  if (files.length === 0) return;
  const literal = { GIT_LITERAL_PATHSPECS: '1' };
  await runGit(context, ['add', '--force', '--', ...files], undefined, literal);
  const identity = await readIdentity(context);
  const args = ['commit', '--quiet', '--no-verify', '--no-gpg-sign', '--message', message, '--', ...files];
  await runGit(context, args, undefined, { ...literal, ...identity });
}

/** Ties `origin` to the remote where the checkout has no origin. */
export async function addOrigin(context: GitContext, url: string): Promise<void> {
  const known = await tryGit(context, ['config', '--get', 'remote.origin.url']);
  if (known.exitCode !== 0) await runGit(context, ['remote', 'add', 'origin', '--', url]);
}
