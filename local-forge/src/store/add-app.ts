import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { ColoError } from '@colo/schemas/errors';
import type { AppOptions } from '../forge-types.ts';
import type { World } from '../world.ts';
import { addUser } from './add-user.ts';
import { makeNodeId } from './make-node-id.ts';
import { requireRepository, requireUser } from './require.ts';
import type { App, Installation, User } from './types.ts';

/** Adds a GitHub App with its bot account and its key. @throws ColoError FORGE_MISUSE for an id or slug that is taken */
export function addApp(world: World, options: AppOptions): App {
  const { store, now } = world;
  if (store.apps.has(options.appId)) {
    throw new ColoError('FORGE_MISUSE', `there is an app with the id ${options.appId} already`);
  }
  if (options.webhookSecret === '') {
    throw new ColoError('FORGE_MISUSE', 'an app needs a webhook secret');
  }
  const bot = addUser(world, `${options.slug}[bot]`, 'Bot');
  const owner =
    options.owner === undefined
      ? addUser(world, `${options.slug}-owner`, 'User')
      : requireUser(store, options.owner);
  const privateKey = options.privateKey ?? takePrivateKey(store.apps.size);
  const app: App = {
    id: options.appId,
    nodeId: makeNodeId('A', options.appId),
    slug: options.slug,
    owner,
    bot,
    privateKey,
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    webhookSecret: options.webhookSecret,
    webhookUrl: options.webhookUrl,
    permissions: { metadata: 'read', ...options.permissions },
    events: options.events,
    createdAt: now(),
  };
  store.apps.set(app.id, app);
  return app;
}

const made: string[] = [];

/**
 * A key that no other app of the forge has. Making one takes longer than starting a forge, so forges of one process have
 * the same.
 */
function takePrivateKey(index: number): string {
  const known = made[index];
  if (known !== undefined) return known;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  made[index] = key;
  return key;
}

/** Installs an app on an account; a second time changes the repositories and keeps the id. */
export function addInstallation(
  { store, now }: World,
  app: App,
  account: User,
  repositories: readonly string[] | 'all',
): Installation {
  const repositoryIds: Installation['repositoryIds'] =
    repositories === 'all' ? 'all' : new Set(repositories.map((name) => findOwn(name).id));
  const known = [...store.installations.values()].find(
    (installation) => installation.app === app && installation.account === account,
  );
  if (known !== undefined) {
    known.repositoryIds = repositoryIds;
    return known;
  }
  const id = store.nextId();
  const installation: Installation = {
    id,
    nodeId: makeNodeId('IN', id),
    app,
    account,
    repositoryIds,
    createdAt: now(),
  };
  store.installations.set(id, installation);
  return installation;

  function findOwn(name: string) {
    return requireRepository(store, name.includes('/') ? name : `${account.login}/${name}`);
  }
}
