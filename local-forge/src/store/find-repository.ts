import type { Store } from './create-store.ts';
import type { Installation, Repository, User } from './types.ts';

/** Finds a repository by owner and name; GitHub does not tell upper from lower case here. */
export function findRepository(store: Store, owner: string, name: string): Repository | undefined {
  return store.repositories.get(`${owner}/${name}`.toLowerCase());
}

/** Finds what a repository of this name is called since it was renamed. */
export function findRenamed(store: Store, owner: string, name: string): Repository | undefined {
  const present = store.formerNames.get(`${owner}/${name}`.toLowerCase());
  return present === undefined ? undefined : store.repositories.get(present.toLowerCase());
}

/** Finds an account by login, in any case. */
export function findUser(store: Store, login: string): User | undefined {
  return store.users.get(login.toLowerCase());
}

/** True when the installation was given this repository. */
export function covers(installation: Installation, repository: Repository): boolean {
  if (installation.account.id !== repository.owner.id) {
    return false;
  }
  return installation.repositoryIds === 'all' || installation.repositoryIds.has(repository.id);
}

/** The repositories of an installation, oldest first. */
export function listInstallationRepositories(store: Store, installation: Installation): Repository[] {
  return [...store.repositories.values()].filter((repository) => covers(installation, repository));
}
