import { randomBytes } from 'node:crypto';
import { ColoError } from '@colo/schemas/errors';
import type { TokenOptions } from '../forge-types.ts';
import type { World } from '../world.ts';
import { findUser } from './find-repository.ts';
import { makeNodeId } from './make-node-id.ts';
import { requireRepository } from './require.ts';
import type { User, UserType } from './types.ts';

/** GitHub's rule for logins, and the form of bots' logins. */
const LOGIN = /^[a-z\d](?:[a-z\d-]{0,38})(?:\[bot\])?$/i;

/** Words that stand at the front of REST paths. */
const RESERVED = new Set([
  'api',
  'app',
  'apps',
  'graphql',
  'installation',
  'orgs',
  'rate_limit',
  'repos',
  'user',
  'users',
]);

/** Adds an account. @throws ColoError FORGE_MISUSE for a bad login, or one that is taken */
export function addUser({ store, now }: World, login: string, type: UserType): User {
  if (!LOGIN.test(login) || RESERVED.has(login.toLowerCase())) {
    throw new ColoError('FORGE_MISUSE', `${login} is not a login`);
  }
  if (findUser(store, login) !== undefined) {
    throw new ColoError('FORGE_MISUSE', `there is an account named ${login} already`);
  }
  const id = store.nextId();
  const prefix = type === 'Organization' ? 'O' : type === 'Bot' ? 'BOT' : 'U';
  const user: User = { id, nodeId: makeNodeId(prefix, id), login, type, createdAt: now() };
  store.users.set(login.toLowerCase(), user);
  store.usersById.set(id, user);
  return user;
}

/** Adds a personal access token; narrowed when permissions or repositories are named. */
export function addGrant({ store }: World, user: User, options: TokenOptions): string {
  const narrowed = options.permissions !== undefined;
  const token = options.token ?? `${narrowed ? 'github_pat' : 'ghp'}_${randomBytes(18).toString('hex')}`;
  if (!/^[\w-]{4,255}$/.test(token) || store.grants.has(token)) {
    throw new ColoError('FORGE_MISUSE', 'a token must be new and made of letters, digits, _ and -');
  }
  const repositoryIds =
    options.repositories === undefined
      ? undefined
      : new Set(options.repositories.map((fullName) => requireRepository(store, fullName).id));
  const { permissions } = options;
  store.grants.set(token, {
    token,
    user,
    installation: undefined,
    permissions,
    repositoryIds,
    expiresAt: undefined,
  });
  return token;
}
