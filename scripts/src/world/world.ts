import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Forge, type ForgeFaults, startForge } from '@colo/local-forge';
import {
  createKeyPair,
  type EdgeHost,
  findFreePorts,
  type KeyPair,
  startEdgeHost,
} from '../edge-host/index.ts';
import type { LastHost } from './choose-last-host.ts';
import { createGithubClient, type GithubClient } from './github-client.ts';
import { type HostPlace, type HostSetup, SITES } from './inventory.ts';
import { killProcessesBelow } from './kill-processes-below.ts';
import { INFRA, loLogin, OPERATOR, REGISTRY } from './names.ts';
import { checkoutRoot, programEnvironment } from './places.ts';
import { type CommandEnd, runProgram } from './run-program.ts';
import { type Central, startCentral } from './start-central.ts';
import { type Local, startLocal } from './start-local.ts';

export interface WorldOptions {
  /** An empty folder; everything lives below it. */
  readonly root: string;
  readonly faults?: ForgeFaults;
  readonly lastHost: LastHost;
  /** Pause between CO's sweeps, default 300 s; a world that loses webhooks wants it short. */
  readonly sweepSeconds?: number;
  /** The webhook secret; made up where absent. */
  readonly webhookSecret?: string;
}

/** A whole fleet on this machine: forge, CO, two sites with an LO each, three edge nodes behind real SSH. */
export interface World {
  readonly root: string;
  readonly forge: Forge;
  readonly github: GithubClient;
  readonly hosts: readonly HostSetup[];
  readonly edgeHosts: ReadonlyMap<HostPlace, EdgeHost>;
  readonly central: Central;
  readonly locals: ReadonlyMap<string, Local>;
  /** Runs the `co` command as the operator; the working folder is where `co init` wrote. */
  co(...args: readonly string[]): Promise<CommandEnd>;
  /** Runs `lo` with the configuration of a site. */
  lo(site: string, ...args: readonly string[]): Promise<CommandEnd>;
  /** Runs git in the operator's checkout of the infra repo. */
  git(...args: readonly string[]): Promise<CommandEnd>;
  /** Environment and folder that drive the world by hand. */
  readonly byHand: { readonly cwd: string; readonly environment: Readonly<Record<string, string>> };
  startCentral(): Promise<void>;
  startLocals(): Promise<void>;
  close(): Promise<void>;
}

/** A CO or LO that was not started yet. */
class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

/** Starts the forge and the edge nodes. CO and the LOs start when the story says so. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const { root } = options;
  const folders = {
    workspace: join(root, 'workspace'),
    secrets: join(root, 'secrets'),
    logs: join(root, 'logs'),
  };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true, mode: 0o700 });
  const forge = await startForge({
    root: join(root, 'forge'),
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  });
  const operator = forge.createUser(OPERATOR);
  for (const { site } of SITES) forge.createUser(loLogin(site), { type: 'Bot' });
  const keys = new Map<string, KeyPair>();
  const edgeHosts = new Map<HostPlace, EdgeHost>();
  const hosts: HostSetup[] = [];
  try {
    for (const { site, hosts: names } of SITES) {
      const key = await createKeyPair(join(folders.secrets, site.replaceAll('/', '-')));
      keys.set(site, key);
      for (const host of names) {
        const setup = await startHost(root, site, host, key);
        edgeHosts.set(setup.place, setup.edge);
        hosts.push(setup);
      }
    }
  } catch (error) {
    // The caller gets no world to close, and servers would keep its process.
    for (const edge of edgeHosts.values()) await edge.stop();
    await forge.close();
    throw error;
  }
  const last = hosts.pop();
  if (last !== undefined)
    hosts.push({ ...last, runtime: options.lastHost.runtime, image: options.lastHost.image });

  const environment = {
    ...programEnvironment(root),
    GITHUB_TOKEN: operator.token,
    GITHUB_API_URL: forge.url,
    COLO_INFRA: INFRA,
    COLO_REGISTRY: REGISTRY,
  };
  let central: Central | undefined;
  const locals = new Map<string, Local>();
  const infraCheckout = join(folders.workspace, 'infra');
  await writeFile(join(folders.secrets, 'operator-token'), operator.token, { mode: 0o600 });

  return {
    root,
    forge,
    github: createGithubClient(forge.url, operator.token),
    hosts,
    edgeHosts,
    get central() {
      if (central === undefined) throw new NotStarted('CO');
      return central;
    },
    locals,
    co: (...args) =>
      runProgram(process.execPath, [join(checkoutRoot, 'co-bot/bin/co.js'), ...args], {
        cwd: folders.workspace,
        environment,
      }),
    lo: (site, ...args) =>
      runProgram(
        process.execPath,
        [join(checkoutRoot, 'lo-daemon/bin/lo.js'), ...args, '--config', locals.get(site)?.configFile ?? ''],
        { cwd: root, environment: programEnvironment(root) },
      ),
    git: (...args) =>
      runProgram('git', args, {
        cwd: infraCheckout,
        environment: {
          ...environment,
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: 'http.extraHeader',
          GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${operator.token}`).toString('base64')}`,
        },
      }),
    byHand: { cwd: folders.workspace, environment },
    async startCentral() {
      central = await startCentral({
        forge,
        root,
        logs: folders.logs,
        secrets: folders.secrets,
        sweepSeconds: options.sweepSeconds ?? 300,
        secret: options.webhookSecret ?? randomBytes(20).toString('hex'),
      });
    },
    async startLocals() {
      for (const { site } of SITES) {
        const identityFile = keys.get(site)?.identityFile;
        if (identityFile === undefined) throw new NotStarted(site);
        locals.set(
          site,
          await startLocal({
            forge,
            site,
            root,
            logs: folders.logs,
            secrets: folders.secrets,
            identityFile,
            containerEnvironment: options.lastHost.environment,
          }),
        );
      }
    },
    async close() {
      for (const local of locals.values()) await local.program.stop();
      if (central !== undefined) await central.program.stop();
      for (const edge of edgeHosts.values()) await edge.stop();
      await killProcessesBelow(join(root, 'nodes'));
      await forge.close();
    },
  };
}

/** Starts an edge host of a site, and finds ports for its applications. */
async function startHost(root: string, site: string, host: string, key: KeyPair): Promise<HostSetup> {
  const edge = await startEdgeHost({
    name: host,
    root: join(root, 'nodes', site.replaceAll('/', '-'), host),
    authorizedKey: key.publicKey,
  });
  const [port = 0, bannerPort = 0, clockPort = 0] = await findFreePorts(3);
  return {
    place: `${site}:${host}`,
    site,
    host,
    edge,
    ports: { port, bannerPort, clockPort },
    runtime: 'process',
  };
}
