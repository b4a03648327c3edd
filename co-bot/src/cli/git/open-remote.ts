import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { isLoopback } from '../config/check-api-url.ts';
import { formatRepositoryName, type RepositoryName } from '../config/repository-name.ts';
import { createGitHub } from '../github/create-github.ts';
import { readRepository } from '../github/read-repository.ts';
import type { Invocation } from '../program/invocation.ts';
import { createGitEnvironment, type GitCredential } from './git-environment.ts';
import type { GitContext } from './run-git.ts';

/** A remote, and the environment that may talk to it. */
export interface Remote {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Asks the forge where a repository's Git address is; the token goes along only where it may (see {@link chooseCredential}).
 * Throws CLI_PUSH_REFUSED where `access` is `write` and the token may only read: git's own refusal is no answer to a program.
 */
export async function openRemote(
  invocation: Invocation,
  repository: RepositoryName,
  access: 'read' | 'write' = 'read',
): Promise<Remote> {
  const { settings, io } = invocation;
  const github = await createGitHub(invocation);
  const { cloneUrl, mayPush } = await readRepository(github, repository);
  if (access === 'write' && mayPush === false) {
    throw new ColoError(
      'CLI_PUSH_REFUSED',
      `the token may read ${formatRepositoryName(repository)}, and not write to it`,
    );
  }
  const credential = chooseCredential(cloneUrl, await settings.api(), await settings.token());
  return { url: cloneUrl, environment: createGitEnvironment(io.env, credential) };
}

/** A remote that was named on the command line: whatever git itself can reach, without our token. */
export function openNamedRemote(invocation: Invocation, url: string): Remote {
  if (url.startsWith('-') || url.includes('\0') || url.startsWith('ext::')) {
    throw new ColoError('USAGE', `"${toSafeText(url, 200)}" is not the address of a Git repository`);
  }
  return { url, environment: createGitEnvironment(invocation.io.env) };
}

/** A repository of our own in `folder`, which git takes for it whatever lies in it or above. */
export function toGitContext(remote: Remote, folder: string, signal: AbortSignal): GitContext {
  return { folder, environment: { ...remote.environment, GIT_DIR: '.' }, signal };
}

/**
 * The token for a Git address, where the address belongs to the API that the token is for: the same host, or github.com
 * for api.github.com. The answer of an API is data; it does not decide where a token goes.
 */
export function chooseCredential(
  cloneUrl: string,
  api: string,
  token: string | undefined,
): GitCredential | undefined {
  if (token === undefined) return undefined;
  const git = URL.canParse(cloneUrl) ? new URL(cloneUrl) : undefined;
  const host = new URL(api).hostname;
  const isEncrypted = git?.protocol === 'https:' || (git?.protocol === 'http:' && isLoopback(git.hostname));
  const isSame = git !== undefined && (git.hostname === host || `api.${git.hostname}` === host);
  if (git !== undefined && isEncrypted && isSame) return { origin: git.origin, token };
  throw new ColoError(
    'CLI_ADDRESS_REFUSED',
    `the forge at ${host} names ${toSafeText(cloneUrl, 200)} as its Git address`,
  );
}
