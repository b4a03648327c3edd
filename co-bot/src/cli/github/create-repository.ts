import { ColoError, isColoError } from '@colo/schemas/errors';
import { callGitHub } from '../../github/call-github.ts';
import { formatRepositoryName, type RepositoryName } from '../config/repository-name.ts';
import type { GitHub } from './create-github.ts';
import { type RepositoryFacts, readRepository } from './read-repository.ts';

/** The repository, made private and empty where it is not there yet. */
export async function findOrCreateRepository(
  github: GitHub,
  repository: RepositoryName,
): Promise<RepositoryFacts & { readonly isNew: boolean }> {
  try {
    return { ...(await readRepository(github, repository)), isNew: false };
  } catch (error) {
    if (!isColoError(error) || error.code !== 'GITHUB_NOT_FOUND') throw error;
  }
  await createRepository(github, repository);
  return { ...(await readRepository(github, repository)), isNew: true };
}

/** A person's own account and an organisation have different calls (GitHub REST, "Repositories"). */
async function createRepository(github: GitHub, repository: RepositoryName): Promise<void> {
  const { owner, name } = repository;
  const shown = formatRepositoryName(repository);
  const me = await callGitHub('read the account of the token', () => github.rest.users.getAuthenticated());
  const create = async (): Promise<void> => {
    if (me.data.login.toLowerCase() === owner.toLowerCase()) {
      await github.rest.repos.createForAuthenticatedUser({ name, private: true, auto_init: false });
    } else {
      await github.rest.repos.createInOrg({ org: owner, name, private: true, auto_init: false });
    }
  };
  try {
    await callGitHub(`create ${shown}`, create);
  } catch (error) {
    if (!isColoError(error) || error.code === 'GITHUB_RATE_LIMITED') throw error;
    throw new ColoError(error.code, error.message, {
      cause: error,
      fix: `Create ${shown} by hand (empty, without a README) and run \`co init\` again, or use --no-create.`,
    });
  }
}
