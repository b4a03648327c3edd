import type { RepositoryName } from '../config/repository-name.ts';
import { readRemoteRef } from '../git/fetch-branch.ts';
import { createGitEnvironment, keepInFolder } from '../git/git-environment.ts';
import { chooseCredential } from '../git/open-remote.ts';
import { pushRef } from '../git/push-ref.ts';
import { type GitContext, runGit, tryGit } from '../git/run-git.ts';
import { createGitHub } from '../github/create-github.ts';
import { findOrCreateRepository } from '../github/create-repository.ts';
import type { Invocation } from '../program/invocation.ts';
import { addOrigin } from './make-checkout.ts';

export interface PublishedCheckout {
  readonly url: string;
  /** pushed: main is there now; ahead: the remote has commits of its own, so nothing was pushed. */
  readonly outcome: 'created-and-pushed' | 'pushed' | 'up-to-date' | 'not-pushed';
}

/** Makes the repository on the forge where it is missing, and pushes `main` where that loses nothing. Never forces. */
export async function publishCheckout(
  invocation: Invocation,
  repository: RepositoryName,
  folder: string,
): Promise<PublishedCheckout> {
  const { settings, io } = invocation;
  const found = await findOrCreateRepository(await createGitHub(invocation), repository);
  const credential = chooseCredential(found.cloneUrl, await settings.api(), await settings.token());
  const environment = keepInFolder(createGitEnvironment(io.env, credential), folder);
  const context = { folder, environment, signal: io.signal };
  await addOrigin(context, found.cloneUrl);
  const local = await runGit(context, ['rev-parse', 'HEAD']);
  const ref = 'refs/heads/main';
  const there = await readRemoteRef(context, ref, found.cloneUrl);
  if (there === local) return { url: found.url, outcome: 'up-to-date' };
  // What is there and not in this checkout must not be lost.
  if (there !== undefined && !(await isAncestor(context, there, local))) {
    return { url: found.url, outcome: 'not-pushed' };
  }
  const pushed = await pushRef(context, { commit: local, ref, expected: there, remote: found.cloneUrl });
  if (pushed === 'raced') return { url: found.url, outcome: 'not-pushed' };
  return { url: found.url, outcome: found.isNew ? 'created-and-pushed' : 'pushed' };
}

async function isAncestor(context: GitContext, commit: string, head: string): Promise<boolean> {
  return (await tryGit(context, ['merge-base', '--is-ancestor', commit, head])).exitCode === 0;
}
