import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Forge, type ForgeLogEntry, startForge } from '@colo/local-forge';
import { pino } from 'pino';
import { type RunningCo, startCo, webhookPath } from '../../src/server.ts';
import {
  type CommentView,
  type ForgeUser,
  type IssueView,
  type PullView,
  type ReactionView,
  type ReviewCommentView,
  type StatusView,
  signIn,
  view,
} from './forge-user.ts';
import { type Clone, cloneRepository, person } from './git-clone.ts';
import { type Files, makePackage, makePolicy, makeSite } from './packages.ts';

export const WAKE_SECRET = 'canary-wake-secret-77c2';
export const SECRET = 'canary-webhook-secret-5d1f';

/** A forge with an infra repo and a registry, people, and CO, which receives real signed webhooks. */
export interface World {
  /** Folder of everything on disk; CO's own data is in `co-<n>`. */
  readonly root: string;
  /** Key of the App, as PEM. */
  readonly privateKey: string;
  /** The bare infra repo, as it is on the forge. */
  readonly repository: string;
  readonly forge: Forge;
  readonly co: RunningCo;
  readonly alice: ForgeUser;
  readonly mallory: ForgeUser;
  readonly lo: ForgeUser;
  readonly infra: Clone;
  readonly apps: Clone;
  readonly logs: readonly string[];
  /** What the forge was asked. */
  readonly requests: readonly ForgeLogEntry[];
  /** Resolves when neither the forge nor CO has anything left to do. */
  settle(): Promise<void>;
  /** Starts a CO again, or a second one. */
  startCo(options?: { readonly now?: () => Date }): Promise<RunningCo>;
  issue(number: number): Promise<IssueView>;
  comments(number: number): Promise<readonly CommentView[]>;
  reactions(path: string): Promise<readonly string[]>;
  pulls(state?: string): Promise<readonly PullView[]>;
  statuses(commit: string): Promise<readonly StatusView[]>;
  /** Comments on the diff of a pull request. */
  remarks(pull: number): Promise<readonly ReviewCommentView[]>;
  /** Sends every webhook so far once more, with the same id. */
  redeliverAll(): Promise<void>;
  /** A file on a branch of the infra repo, without its last line break; undefined where there is none. */
  readFile(branch: string, path: string): Promise<string | undefined>;
  close(): Promise<void>;
}

interface WorldOptions {
  readonly infra?: Files;
  readonly apps?: Files;
  readonly sweepSeconds?: number;
  readonly pushAboveFiles?: number;
}

/** Least permissions and the events, as templates/app.yml asks for them. */
const permissions = {
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  statuses: 'write',
  metadata: 'read',
  members: 'read',
} as const;

/** A clone of alice's. What she commits needs no process: that pushes arrive is a matter of the forge's own tests. */
async function openClone(forge: Forge, repository: string, token: string): Promise<Clone> {
  const clone = await cloneRepository(`${forge.url}/${repository}.git`, token);
  return {
    ...clone,
    commit: (message, files, branch = 'main') =>
      forge.commitFiles({ repository, login: 'alice', author: person, message, files, branch }),
  };
}

const events = ['issues', 'issue_comment', 'pull_request', 'push', 'status'];

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const root = await mkdtemp(join(tmpdir(), 'colo-world-'));
  const requests: ForgeLogEntry[] = [];
  const forge = await startForge({ root: join(root, 'forge'), log: (entry) => requests.push(entry) });
  forge.createUser('acme', { type: 'Organization' });
  const tokens = new Map(
    ['alice', 'mallory', 'lo-bot'].map((login) => [login, forge.createUser(login).token]),
  );
  await forge.createRepository({ owner: 'acme', name: 'apps' });
  const { path: repository } = await forge.createRepository({ owner: 'acme', name: 'infra' });
  for (const name of ['acme/apps', 'acme/infra']) forge.setPermission(name, 'alice', 'admin');
  forge.setPermission('acme/infra', 'lo-bot', 'write');
  forge.setPermission('acme/infra', 'mallory', 'read');
  const app = { appId: 7, slug: 'colo-co', webhookSecret: SECRET, permissions, events };
  const { privateKey } = forge.createApp(app);
  forge.installApp(7, 'acme', 'all');
  const tokenOf = (login: string) => tokens.get(login) ?? '';
  const infra = await openClone(forge, 'acme/infra', tokenOf('alice'));
  const apps = await openClone(forge, 'acme/apps', tokenOf('alice'));
  const sites = {
    ...makeSite('berlin', ['edge-01', 'edge-02'], { region: 'eu' }),
    ...makeSite('paris', ['edge-03']),
  };
  await infra.commit('Set up the fleet', options.infra ?? { ...makePolicy(), ...sites });
  await apps.commit('Add hello-world 1.0', options.apps ?? makePackage());
  const logs: string[] = [];
  const running: RunningCo[] = [];

  async function launch(more: { readonly now?: () => Date } = {}): Promise<RunningCo> {
    const co = await startCo({
      config: {
        apiVersion: 'colo.dev/v1alpha1',
        kind: 'CentralOrchestrator',
        infra: ['acme/infra'],
        dataDir: join(root, `co-${running.length}`),
        eventBatchSeconds: 0.05,
        sweepSeconds: options.sweepSeconds ?? 604_800,
        ...(options.pushAboveFiles === undefined ? {} : { pushAboveFiles: options.pushAboveFiles }),
      },
      appId: 7,
      privateKey,
      secret: SECRET,
      baseUrl: forge.url,
      port: 0,
      throttle: false,
      wakeSecret: WAKE_SECRET,
      retryMs: 20,
      ...more,
      log: pino({ level: 'debug' }, { write: (line: string) => logs.push(line) }),
    });
    running.push(co);
    return co;
  }

  const co = await launch();
  forge.setWebhookUrl(7, `${co.url}${webhookPath}`);
  const alice = signIn(forge.url, 'acme/infra', 'alice', tokenOf('alice'));
  const world: World = {
    root,
    privateKey,
    repository,
    forge,
    co,
    alice,
    mallory: signIn(forge.url, 'acme/infra', 'mallory', tokenOf('mallory')),
    lo: signIn(forge.url, 'acme/infra', 'lo-bot', tokenOf('lo-bot')),
    infra,
    apps,
    logs,
    requests,
    startCo: launch,
    async settle() {
      // Work of CO makes webhooks, and webhooks make work: quiet is when a whole round adds no delivery.
      for (let before = -1; before !== forge.deliveries().length; ) {
        before = forge.deliveries().length;
        await forge.idle();
        for (const each of running) await each.idle();
        await forge.idle();
      }
    },
    issue: (number) => view<IssueView>(alice, `/issues/${number}`),
    comments: (number) => view<readonly CommentView[]>(alice, `/issues/${number}/comments?per_page=100`),
    reactions: async (path) =>
      (await view<readonly ReactionView[]>(alice, `${path}/reactions`)).map(({ content }) => content),
    pulls: (state = 'all') => view<readonly PullView[]>(alice, `/pulls?state=${state}&per_page=100`),
    statuses: (commit) => view<readonly StatusView[]>(alice, `/commits/${commit}/statuses?per_page=100`),
    remarks: (pull) => view<readonly ReviewCommentView[]>(alice, `/pulls/${pull}/comments?per_page=100`),
    async redeliverAll() {
      for (const id of new Set(forge.deliveries().map(({ guid }) => guid))) await forge.redeliver(id);
      await world.settle();
    },
    async readFile(branch, path) {
      const address = `${forge.url}/repos/acme/infra/contents/${path}?ref=${encodeURIComponent(branch)}`;
      const accept = 'application/vnd.github.raw+json';
      const answer = await fetch(address, {
        headers: { accept, authorization: `Bearer ${tokenOf('alice')}` },
      });
      const text = await answer.text();
      return answer.status === 404 ? undefined : text.replace(/\n$/, '');
    },
    async close() {
      for (const each of running) await each.close();
      await forge.close();
      await infra.close();
      await apps.close();
      await rm(root, { recursive: true, force: true });
    },
  };
  await world.settle();
  return world;
}
