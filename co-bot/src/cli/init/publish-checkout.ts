import type { RepositoryName } from '../config/repository-name.ts';
import { createGitEnvironment } from '../git/git-environment.ts';
import { chooseCredential, toGitContext } from '../git/open-remote.ts';
import { pushRef } from '../git/push-ref.ts';
import { runGit } from '../git/run-git.ts';
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
  const remote = { url: found.cloneUrl, environment: createGitEnvironment(io.env, credential) };
  const context = toGitContext(remote, folder, io.signal);
  await addOrigin(context, found.cloneUrl);
  const local = await runGit(context, ['rev-parse', 'HEAD']);
  const there = await runGit(context, ['ls-remote', '--', found.cloneUrl, 'refs/heads/main']);
  if (there.startsWith(local)) return { url: found.url, outcome: 'up-to-date' };
  const pushed = await pushRef(context, local, 'refs/heads/main', found.cloneUrl);
  if (pushed === 'raced') return { url: found.url, outcome: 'not-pushed' };
  return { url: found.url, outcome: found.isNew ? 'created-and-pushed' : 'pushed' };
}
