import { covers } from '../store/find-repository.ts';
import type { Level, Permissions, Repository, Role, User } from '../store/types.ts';
import type { Actor } from './actor.ts';

const RANK = { none: 0, read: 1, write: 2, admin: 3 } as const;

/** True when `has` includes `needs`. */
export function includesLevel(has: Role | Level, needs: Role | Level): boolean {
  return RANK[has] >= RANK[needs];
}

/** What a user may do in a repository by ownership, invitation, or because everybody may read it. */
export function roleOf(repository: Repository, user: User): Role {
  if (repository.owner.id === user.id) {
    return 'admin';
  }
  return repository.collaborators.get(user.id) ?? (repository.private ? 'none' : 'read');
}

/** True when the actor may know that the repository exists. */
export function canSee(actor: Actor, repository: Repository): boolean {
  if (!repository.private) {
    return true;
  }
  if (actor.kind !== 'token' || !reaches(actor, repository)) {
    return false;
  }
  return actor.grant.installation !== undefined || roleOf(repository, actor.user) !== 'none';
}

/** True when the token itself was given for this repository. */
function reaches(actor: Actor & { kind: 'token' }, repository: Repository): boolean {
  const { installation, repositoryIds } = actor.grant;
  if (installation !== undefined && !covers(installation, repository)) {
    return false;
  }
  return repositoryIds === undefined || repositoryIds.has(repository.id);
}

export interface Need {
  /** Any one of these permissions will do. */
  readonly permissions: readonly string[];
  readonly level: Level;
  /** The role a user needs; installations have none. */
  readonly role: Role;
}

/** Why an actor may not do something in a repository that it may see. */
export type Denial = 'anonymous' | 'app-token' | 'token-scope' | 'role';

/** Decides whether an actor may do something in a repository that it may see. */
export function findDenial(actor: Actor, repository: Repository, need: Need): Denial | undefined {
  if (need.level === 'read' && !repository.private) {
    return undefined;
  }
  if (actor.kind === 'anonymous') {
    return 'anonymous';
  }
  if (actor.kind === 'app') {
    return 'app-token';
  }
  if (!reaches(actor, repository) || !scopeAllows(actor.grant.permissions, need)) {
    return 'token-scope';
  }
  if (actor.grant.installation === undefined && !includesLevel(roleOf(repository, actor.user), need.role)) {
    return 'role';
  }
  return undefined;
}

function scopeAllows(permissions: Permissions | undefined, need: Need): boolean {
  if (permissions === undefined) {
    return true;
  }
  return need.permissions.some((name) => {
    const has = permissions[name] ?? (name === 'metadata' ? 'read' : undefined);
    return has !== undefined && includesLevel(has, need.level);
  });
}
