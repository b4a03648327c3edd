import { ColoError } from '@colo/schemas/errors';
import { commitFiles } from './effects/commit-files.ts';
import type { Forge } from './forge-types.ts';
import { addApp, addInstallation } from './store/add-app.ts';
import { addRepository } from './store/add-repository.ts';
import { addGrant, addUser } from './store/add-user.ts';
import { requireApp, requireRepository, requireUser } from './store/require.ts';
import type { World } from './world.ts';

/** The forge as the program that started it sees it. */
export function manageForge(world: World, closeServer: () => Promise<void>): Forge {
  const { store, webhooks, base, faults } = world;
  return {
    url: base,
    createUser(login, options = {}) {
      const user = addUser(world, login, options.type ?? 'User');
      return { login: user.login, token: addGrant(world, user, options) };
    },
    addToken(login, options = {}) {
      return addGrant(world, requireUser(store, login), options);
    },
    revokeToken(token) {
      if (!store.grants.delete(token)) throw new ColoError('FORGE_MISUSE', 'there is no such token');
    },
    async createRepository(options) {
      requireUser(store, options.owner);
      const repository = await addRepository(world, options);
      const { fullName } = repository;
      return { fullName, path: repository.git.path, cloneUrl: `${base}/${fullName}.git` };
    },
    commitFiles: (options) => commitFiles(world, options),
    setPermission(fullName, login, role) {
      requireRepository(store, fullName).collaborators.set(requireUser(store, login).id, role);
    },
    addFormerName(fullName, former) {
      store.formerNames.set(former.toLowerCase(), requireRepository(store, fullName).fullName);
    },
    createTeam(organization, slug, members) {
      const { login } = requireUser(store, organization);
      const logins = members.map((member) => requireUser(store, member).login.toLowerCase());
      store.teams.set(`${login}/${slug}`.toLowerCase(), new Set(logins));
    },
    createApp(options) {
      const app = addApp(world, options);
      const { slug, privateKey, webhookSecret } = app;
      return { appId: app.id, slug, privateKey, webhookSecret, botLogin: app.bot.login };
    },
    installApp(appId, owner, repositories = 'all') {
      return addInstallation(world, requireApp(store, appId), requireUser(store, owner), repositories).id;
    },
    setWebhookUrl(appId, url) {
      requireApp(store, appId).webhookUrl = url;
    },
    deliveries: () => webhooks.deliveries(),
    redeliver: (guidOrId) => webhooks.redeliver(guidOrId),
    protectBranch(fullName, branch, options) {
      const requiredStatusChecks = options.requiredStatusChecks ?? [];
      requireRepository(store, fullName).protections.set(branch, { requiredStatusChecks });
    },
    setFaults(next) {
      faults.current = next;
    },
    idle: () => webhooks.idle(),
    async close() {
      await closeServer();
      await webhooks.close();
      await Promise.all([...store.repositories.values()].map((repository) => repository.git.reader.close()));
    },
  };
}
