import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Forge, startForge } from '@colo/local-forge';
import { execa } from 'execa';
import { createKeyPair } from '../edge-host/create-key-pair.ts';
import type { EdgeHost } from '../edge-host/edge-host.ts';
import { createSettableClock, type SettableClock } from '../edge-host/settable-clock.ts';
import type { ContainerRig } from '../edge-host/start-container-rig.ts';
import { startEdgeHost } from '../edge-host/start-edge-host.ts';
import { killProcessesBelow } from '../world/kill-processes-below.ts';
import { programEnvironment } from '../world/places.ts';
import { type Program, startProgram } from '../world/start-program.ts';
import type { Plan, Wish } from './plan.ts';
import { SITE, writeDesired, writeInventory } from './write-site.ts';

const INFRA = 'acme/infra';
/** Large enough for all that a run writes, small enough to be filled at once. */
const DISK_MEBIBYTES = 48;
/** LO may still be starting, or have adopted nothing yet. */
const TAKEOVER_ATTEMPTS = 20;
const TAKEOVER_PAUSE_MS = 1000;

/** A site under chaos: a forge, hosts behind sshd, and an LO, all real. */
export interface ChaosWorld {
  readonly root: string;
  /** Folder in which programs leave word. */
  readonly witness: string;
  readonly run: string;
  readonly forge: Forge;
  /** For who looks on; LO has another one, which expires. */
  readonly forgeToken: string;
  readonly hosts: ReadonlyMap<string, EdgeHost>;
  readonly containers: ContainerRig | undefined;
  readonly stateDir: string;
  readonly secondStateDir: string;
  /** Where the copies of a settled time are. */
  readonly older: string;
  readonly lo: Program | undefined;
  /** What the newest commit wants, and its id. */
  readonly wanted: { readonly commit: string; readonly wishes: readonly Wish[] };
  commit(wishes: readonly Wish[]): Promise<void>;
  startLo(): Promise<void>;
  killLo(): Promise<void>;
  /** A second LO of the same site, whose state is a copy of the first one's. */
  startSecondLo(): Promise<void>;
  stopSecondLo(): Promise<void>;
  /** What a person does once the second LO is gone for good: the leases that it left move to the first one. */
  takeOver(): Promise<void>;
  expireToken(): Promise<void>;
  /** Does nothing where the token is good. */
  renewToken(): Promise<void>;
  /** Wall clocks of the LOs and of the hosts. */
  readonly clocks: { readonly lo: SettableClock; readonly hosts: SettableClock };
  /** The outcome in `lo status`, or why there is none. */
  readOutcome(): Promise<string>;
  /** Keeps copies of the files as they are now. */
  keepOlder(): Promise<void>;
  end(): Promise<void>;
}

export interface WorldOptions {
  readonly plan: Plan;
  /** Root of the checkout whose LO is tried. */
  readonly build: string;
  readonly isolated: boolean;
  readonly containers: ContainerRig | undefined;
}

export async function createWorld({ plan, build, isolated, containers }: WorldOptions): Promise<ChaosWorld> {
  const root = await mkdtemp(join(tmpdir(), 'colo-chaos-'));
  const run = `run-${plan.seed}-${process.pid}`;
  const folders = { witness: join(root, 'witness'), hosts: join(root, 'hosts'), older: join(root, 'older') };
  for (const folder of Object.values(folders)) await mkdir(folder);
  const logs = join(root, 'lo.log');
  const keys = await createKeyPair(join(root, 'keys'));
  const forge = await startForge({ root: join(root, 'forge') });
  forge.createUser('acme', { type: 'Organization' });
  forge.createUser('lo-bot', { type: 'Bot' });
  await forge.createRepository({ owner: 'acme', name: 'infra', private: true });
  forge.setPermission(INFRA, 'lo-bot', 'write');
  const permissions = { contents: 'read', statuses: 'write', metadata: 'read' } as const;
  const makeToken = () => forge.addToken('lo-bot', { permissions, repositories: [INFRA] });
  const tokens = { file: join(root, 'token'), lo: makeToken(), looker: makeToken(), isGood: true };
  const clocks = {
    lo: await createSettableClock(join(root, 'clock')),
    hosts: await createSettableClock(join(folders.hosts, 'clock')),
  };
  const hosts = new Map<string, EdgeHost>();
  for (const name of plan.hosts) {
    const folder = join(folders.hosts, name, 'colo');
    await mkdir(folder, { recursive: true });
    if (isolated) await mountDisk(folder);
    hosts.set(
      name,
      await startEdgeHost({
        name,
        root: folders.hosts,
        authorizedKey: keys.publicKey,
        isolated: isolated && plan.runtime === 'process',
      }),
    );
  }
  const state = { first: join(root, 'state'), second: join(root, 'second') };
  await writeToken();
  const configs = {
    first: await writeConfig(join(root, 'lo.yaml'), state.first),
    second: await writeConfig(join(root, 'second.yaml'), state.second),
  };
  const programs: { first: Program | undefined; second: Program | undefined } = {
    first: undefined,
    second: undefined,
  };
  let wanted: ChaosWorld['wanted'] = { commit: '', wishes: [] };
  let hadSecond = false;

  async function writeToken(): Promise<void> {
    await writeFile(`${tokens.file}.next`, `${tokens.lo}\n`, { mode: 0o600 });
    await rename(`${tokens.file}.next`, tokens.file);
  }

  async function writeConfig(file: string, stateDir: string): Promise<string> {
    const schema = await readFile(join(build, 'schemas/json/lo-config.schema.json'), 'utf8');
    const config = {
      apiVersion: 'colo.dev/v1alpha1',
      kind: 'LocalOrchestrator',
      site: SITE,
      infra: { repository: `${forge.url}/${INFRA}.git`, credential: { file: tokens.file }, pollSeconds: 1 },
      stateDir,
      identityFile: keys.identityFile,
      drift: { everySeconds: 2 },
      retry: { initialSeconds: 1, maxSeconds: 4 },
      // A build before there was that key counts what has lived for a second.
      timeouts: { connectSeconds: 5, ...(schema.includes('minReadySeconds') ? { minReadySeconds: 1 } : {}) },
      guard: {
        runtimes: ['process', 'compose'],
        compose: { bindMounts: [folders.witness] },
      },
      ...(containers === undefined
        ? {}
        : {
            runtimes: {
              compose: { tools: ['podman-compose'], environment: { ...containers.environment } },
            },
          }),
      reporters: [{ type: 'github-status', settings: { apiUrl: forge.url } }],
    };
    await writeFile(file, JSON.stringify(config));
    return file;
  }

  function start(config: string): Program {
    return startProgram({
      name: 'lo',
      arguments: [...clocks.lo.nodeOptions, join(build, 'lo-daemon/bin/lo.js'), 'run', '--config', config],
      environment: programEnvironment(root),
      cwd: root,
      logFile: logs,
    });
  }

  function runLo(command: readonly string[]) {
    return execa(
      process.execPath,
      [join(build, 'lo-daemon/bin/lo.js'), ...command, '--config', configs.first],
      { reject: false, env: programEnvironment(root), extendEnv: false },
    );
  }

  const world: ChaosWorld = {
    root,
    run,
    witness: folders.witness,
    forge,
    forgeToken: tokens.looker,
    clocks,
    hosts,
    containers,
    stateDir: state.first,
    secondStateDir: state.second,
    older: folders.older,
    get lo() {
      return programs.first;
    },
    get wanted() {
      return wanted;
    },
    async commit(wishes) {
      const image = containers?.image ?? 'none';
      const files = {
        ...writeDesired({ wishes, runtime: plan.runtime, image, witness: folders.witness, run }),
        ...writeInventory([...hosts.values()].map((host) => describeHost(host, plan, clocks.hosts))),
      };
      const author = { name: 'Ada', email: 'ada@acme.example', date: '2026-01-01T00:00:00Z' };
      const message = `commit ${wishes[0]?.version ?? 0}`;
      const commit = await forge.commitFiles({ repository: INFRA, login: 'acme', message, files, author });
      wanted = { commit, wishes };
    },
    async startLo() {
      programs.first ??= start(configs.first);
    },
    async killLo() {
      await programs.first?.kill();
      programs.first = undefined;
    },
    async startSecondLo() {
      if (programs.second !== undefined) return;
      await rm(state.second, { recursive: true, force: true });
      await cp(state.first, state.second, { recursive: true, filter: isCopied }).catch(ignoreVanished);
      hadSecond = true;
      programs.second = start(configs.second);
    },
    async stopSecondLo() {
      await programs.second?.kill();
      programs.second = undefined;
    },
    async takeOver() {
      if (!hadSecond || programs.first === undefined || programs.second !== undefined) return;
      for (let attempt = 0; attempt < TAKEOVER_ATTEMPTS; attempt += 1) {
        const { exitCode } = await runLo(['takeover']);
        // A build without leases knows no such command.
        if (exitCode === 0) return;
        await sleep(TAKEOVER_PAUSE_MS);
      }
    },
    async expireToken() {
      if (tokens.isGood) forge.revokeToken(tokens.lo);
      tokens.isGood = false;
    },
    async renewToken() {
      if (tokens.isGood) return;
      tokens.lo = makeToken();
      tokens.isGood = true;
      await writeToken();
    },
    async readOutcome() {
      const { stdout } = await runLo(['status', '--json']);
      return /"outcome":\s*"(?<outcome>[a-z]+)"/.exec(stdout)?.groups?.['outcome'] ?? stdout.slice(0, 200);
    },
    async keepOlder() {
      await rm(folders.older, { recursive: true, force: true });
      await cp(state.first, join(folders.older, 'state'), { recursive: true, filter: isCopied }).catch(
        ignoreVanished,
      );
      for (const host of hosts.values())
        await cp(host.workdir, join(folders.older, host.name), { recursive: true }).catch(ignoreVanished);
    },
    async end() {
      await world.stopSecondLo();
      await world.killLo();
      for (const host of hosts.values()) await host.end();
      await containers?.podman('rm', '-f', '-a', '-t', '0');
      await killProcessesBelow(root);
      if (isolated) for (const host of hosts.values()) await execa('umount', ['-l', host.workdir]);
      await forge.close();
      await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  return world;
}

/** The socket of a running LO is no file that could be copied. */
function isCopied(path: string): boolean {
  return !path.endsWith('.sock');
}

/** Files come and go while they are copied. */
function ignoreVanished(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

async function mountDisk(folder: string): Promise<void> {
  await execa('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MEBIBYTES}m`, 'tmpfs', folder]);
}

function describeHost(host: EdgeHost, { runtime }: Plan, clock: SettableClock) {
  return {
    name: host.name,
    address: host.address,
    port: host.port,
    user: host.user,
    transport: 'ssh2',
    workdir: host.workdir,
    hostKeys: [host.hostKey],
    searchPath: [clock.searchPath],
    capabilities: { runtimes: [runtime] },
  };
}
