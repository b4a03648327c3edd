import { callGitHub } from '../../github/call-github.ts';
import { formatRepositoryName, type RepositoryName } from '../config/repository-name.ts';
import type { GitHub } from './create-github.ts';

export interface RepositoryFacts {
  readonly cloneUrl: string;
  readonly defaultBranch: string;
  /** Page for people. */
  readonly url: string;
  /** False where the forge says that this token may not push; absent where it says nothing. */
  readonly mayPush?: boolean;
}

/** Throws GITHUB_NOT_FOUND where it is not there, or hidden from the token. */
export async function readRepository(github: GitHub, repository: RepositoryName): Promise<RepositoryFacts> {
  const name = formatRepositoryName(repository);
  const { data } = await callGitHub(`read ${name}`, () =>
    github.rest.repos.get({ owner: repository.owner, repo: repository.name }),
  );
  const push = data.permissions?.push;
  const facts = { cloneUrl: data.clone_url, defaultBranch: data.default_branch, url: data.html_url };
  return push === undefined ? facts : { ...facts, mayPush: push };
}
