import { join } from 'node:path';
import { invalid, notFound } from '../answers/refusal.ts';
import { initRepository } from '../git/open-repository.ts';
import type { World } from '../world.ts';
import { createLock } from './create-lock.ts';
import { findRepository, findUser } from './find-repository.ts';
import { makeNodeId } from './make-node-id.ts';
import type { Repository } from './types.ts';

interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch?: string;
  readonly private?: boolean;
  readonly description?: string | null;
}

const NAME = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

/**
 * Makes a bare repository and its record.
 *
 * @throws Refusal 404 for an unknown owner, 422 for a bad name or one that is taken
 */
export async function addRepository(world: World, options: NewRepository): Promise<Repository> {
  const { store, now, root } = world;
  const owner = findUser(store, options.owner);
  if (owner === undefined) {
    throw notFound();
  }
  const { name } = options;
  if (!NAME.test(name) || name.endsWith('.git')) {
    throw invalid('Repository', 'name', 'invalid', 'name is not a repository name');
  }
  if (findRepository(store, owner.login, name) !== undefined) {
    throw invalid('Repository', 'name', 'custom', 'name already exists on this account');
  }
  const defaultBranch = options.defaultBranch ?? 'main';
  const id = store.nextId();
  const git = await initRepository(join(root, owner.login, `${name}.git`), defaultBranch);
  const repository: Repository = {
    id,
    nodeId: makeNodeId('R', id),
    owner,
    name,
    fullName: `${owner.login}/${name}`,
    private: options.private ?? false,
    description: options.description ?? null,
    defaultBranch,
    git,
    lock: createLock(),
    collaborators: new Map(),
    issues: new Map(),
    comments: new Map(),
    reviewComments: new Map(),
    labels: new Map(),
    statuses: new Map(),
    protections: new Map(),
    nextNumber: 1,
    createdAt: now(),
    updatedAt: now(),
    pushedAt: now(),
  };
  store.repositories.set(repository.fullName.toLowerCase(), repository);
  store.repositoriesById.set(id, repository);
  return repository;
}
