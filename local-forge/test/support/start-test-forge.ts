import { rmSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppHandle, Forge, ForgeOptions, RepositoryHandle } from '../../src/forge-types.ts';
import { startForge } from '../../src/start-forge.ts';
import { makeAppToken } from './app-token.ts';
import { call, digText } from './call.ts';
import { git, withToken } from './git.ts';
import { type Receiver, startReceiver } from './receiver.ts';

export interface TestForge {
  readonly forge: Forge;
  readonly receiver: Receiver;
  readonly folder: string;
  readonly repository: RepositoryHandle;
  readonly app: AppHandle;
  readonly installationId: number;
  /** A person with write permission. */
  readonly token: string;
  /** An installation token of the app. */
  readonly appToken: () => Promise<string>;
  /** A clone with one commit (README.md) that is pushed to `main`. */
  readonly clone: string;
  readonly close: () => Promise<void>;
}

const APP_PERMISSIONS = {
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  statuses: 'write',
} as const;

const APP_EVENTS = ['push', 'issues', 'issue_comment', 'pull_request', 'status'] as const;

/** A forge with an organisation, a repository with one commit, a person and an installed app. */
export async function startTestForge(
  options: Partial<ForgeOptions> & { readonly private?: boolean } = {},
): Promise<TestForge> {
  const folder = await mkdtemp(join(tmpdir(), 'local-forge-'));
  const receiver = await startReceiver();
  const forge = await startForge({ root: join(folder, 'repos'), ...options });
  const close = async () => {
    await forge.close();
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { forge, receiver, folder, close, ...(await furnish(forge, receiver, folder, options)) };
  } catch (error) {
    // The caller gets nothing to close, and servers would keep its process.
    await close();
    throw error;
  }
}

async function furnish(
  forge: Forge,
  receiver: Receiver,
  folder: string,
  options: { readonly private?: boolean },
): Promise<Omit<TestForge, 'forge' | 'receiver' | 'folder' | 'close'>> {
  forge.createUser('acme', { type: 'Organization' });
  const ada = forge.createUser('ada');
  const repository = await forge.createRepository({
    owner: 'acme',
    name: 'infra',
    private: options.private ?? true,
  });
  forge.setPermission('acme/infra', 'ada', 'write');
  const app = forge.createApp({
    appId: 7,
    slug: 'colo',
    webhookUrl: receiver.url,
    webhookSecret: 'correct horse battery staple',
    permissions: APP_PERMISSIONS,
    events: APP_EVENTS,
  });
  const installationId = forge.installApp(7, 'acme');
  const clone = join(folder, 'clone');
  await forge.commitFiles({ repository: 'acme/infra', login: 'ada', author, message: 'First', files });
  await forge.idle();
  await cp(await takeTemplate(withToken(repository.cloneUrl, ada.token)), clone, { recursive: true });
  await git(clone, 'remote', 'set-url', 'origin', withToken(repository.cloneUrl, ada.token));
  return {
    repository,
    app,
    installationId,
    token: ada.token,
    clone,
    async appToken() {
      const jwt = makeAppToken(app.appId, app.privateKey);
      const path = `/app/installations/${installationId}/access_tokens`;
      return digText((await call(forge.url, 'POST', path, { token: jwt })).body, 'token');
    },
  };
}

// The same in every forge, so one clone of it serves them all.
const author = { name: 'Ada', email: 'ada@example.org', date: '2026-01-01T00:00:00Z' } as const;
const files = { 'README.md': '# infra\n' } as const;
let template: Promise<string> | undefined;

/** A clone to copy, made of the first repository that there is in this process. */
function takeTemplate(url: string): Promise<string> {
  template ??= makeTemplate(url);
  return template;
}

async function makeTemplate(url: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'local-forge-clone-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await git(folder, 'clone', '-q', '--template=', url, '.');
  return folder;
}

/** Commits files on a branch of the clone and pushes it, to a fork where its address and a token are given; returns the commit. */
export async function pushFiles(
  { clone }: TestForge,
  branch: string,
  files: Readonly<Record<string, string>>,
  from = 'origin/main',
  ...fork: readonly [url: string, token: string] | readonly []
): Promise<string> {
  await git(clone, 'fetch', '-q', 'origin');
  await git(clone, 'checkout', '-q', '-B', branch, from);
  for (const [path, text] of Object.entries(files)) {
    await writeFile(join(clone, path), text);
  }
  await git(clone, 'add', '.');
  await git(clone, 'commit', '-q', '-m', `Change ${Object.keys(files).join(', ')}`);
  await git(
    clone,
    'push',
    '-q',
    '--force',
    fork.length === 0 ? 'origin' : withToken(...fork),
    `HEAD:refs/heads/${branch}`,
  );
  return git(clone, 'rev-parse', 'HEAD');
}
