import { notFound } from '../answers/refusal.ts';
import type { Answer, ApiRequest, Route } from '../http/types.ts';
import { renderPrivateProfile, renderPublicProfile } from '../render/render-profile.ts';
import { findUser } from '../store/find-repository.ts';
import type { User } from '../store/types.ts';
import type { World } from '../world.ts';
import { actingUser, ok } from './answers.ts';

function countRepositories({ store }: World, user: User): { open: number; closed: number } {
  const own = [...store.repositories.values()].filter((repository) => repository.owner.id === user.id);
  const closed = own.filter((repository) => repository.private).length;
  return { open: own.length - closed, closed };
}

function getAuthenticated(request: ApiRequest): Answer {
  const user = actingUser(request);
  const { open, closed } = countRepositories(request.world, user);
  return ok(renderPrivateProfile(request.world.base, user, open, closed));
}

function getByUsername({ world, params }: ApiRequest): Answer {
  const user = findUser(world.store, params['username'] ?? '');
  if (user === undefined) {
    throw notFound();
  }
  return ok(renderPublicProfile(world.base, user, countRepositories(world, user).open));
}

/** Users. */
export const metaRoutes: readonly Route[] = [
  { method: 'GET', path: '/user', access: { for: 'signed-in' }, handle: getAuthenticated },
  { method: 'GET', path: '/users/{username}', access: { for: 'anyone' }, handle: getByUsername },
];
