import { ColoError } from '@colo/schemas/errors';
import type { Store } from './create-store.ts';
import { findUser } from './find-repository.ts';
import type { App, Repository, User } from './types.ts';

/** @throws ColoError FORGE_MISUSE when there is no such account */
export function requireUser(store: Store, login: string): User {
  const user = findUser(store, login);
  if (user === undefined) {
    throw new ColoError('FORGE_MISUSE', `there is no account named ${login}`);
  }
  return user;
}

/** @throws ColoError FORGE_MISUSE when there is no such repository */
export function requireRepository(store: Store, fullName: string): Repository {
  const repository = store.repositories.get(fullName.toLowerCase());
  if (repository === undefined) {
    throw new ColoError('FORGE_MISUSE', `there is no repository named ${fullName}`);
  }
  return repository;
}

/** @throws ColoError FORGE_MISUSE when there is no such app */
export function requireApp(store: Store, appId: number): App {
  const app = store.apps.get(appId);
  if (app === undefined) {
    throw new ColoError('FORGE_MISUSE', `there is no app with the id ${appId}`);
  }
  return app;
}
