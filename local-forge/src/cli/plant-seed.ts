import type { Forge } from '../forge-types.ts';
import type { Seed } from './read-seed.ts';

/** What somebody needs who wants to use the seeded forge. It holds secrets. */
interface Credentials {
  readonly url: string;
  readonly tokens: Readonly<Record<string, string>>;
  readonly apps: readonly {
    readonly appId: number;
    readonly slug: string;
    readonly privateKey: string;
    readonly webhookSecret: string;
    readonly installations: Readonly<Record<string, number>>;
  }[];
}

/** Makes the accounts, repositories and apps of a seed, in this order. */
export async function plantSeed(forge: Forge, seed: Seed): Promise<Credentials> {
  const tokens: Record<string, string> = {};
  for (const { login, type, token } of seed.users) {
    tokens[login] = forge.createUser(login, { type, ...(token === undefined ? {} : { token }) }).token;
  }
  for (const { owner, name, permissions, requiredStatusChecks, ...rest } of seed.repositories) {
    const { fullName } = await forge.createRepository({ owner, name, private: rest.private });
    for (const [login, role] of Object.entries(permissions)) {
      forge.setPermission(fullName, login, role);
    }
    if (requiredStatusChecks !== undefined) {
      forge.protectBranch(fullName, 'main', { requiredStatusChecks });
    }
  }
  const apps = seed.apps.map(({ installOn, ...options }) => {
    const { appId, slug, privateKey, webhookSecret } = forge.createApp(options);
    const installations = Object.fromEntries(
      installOn.map((owner) => [owner, forge.installApp(appId, owner)]),
    );
    return { appId, slug, privateKey, webhookSecret, installations };
  });
  return { url: forge.url, tokens, apps };
}
