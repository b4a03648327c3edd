import { callGitHub } from '../../github/call-github.ts';
import { formatRepositoryName, type RepositoryName } from '../config/repository-name.ts';
import type { GitHub } from './create-github.ts';

export interface RepositoryFacts {
  readonly cloneUrl: string;
  readonly defaultBranch: string;
  /** Page for people. */
  readonly url: string;
}

/** Throws GITHUB_NOT_FOUND where it is not there, or hidden from the token. */
export async function readRepository(github: GitHub, repository: RepositoryName): Promise<RepositoryFacts> {
  const name = formatRepositoryName(repository);
  const { data } = await callGitHub(`read ${name}`, () =>
    github.rest.repos.get({ owner: repository.owner, repo: repository.name }),
  );
  return { cloneUrl: data.clone_url, defaultBranch: data.default_branch, url: data.html_url };
}
