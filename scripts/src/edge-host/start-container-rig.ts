import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type NetConnectOpts } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ColoError } from '@colo/schemas/errors';
import {
  type ContainerEngine,
  findMissing,
  IMAGE,
  importImage,
  type NoContainers,
  removeOrphans,
} from './container-engine.ts';
import { findFreePort } from './find-free-ports.ts';
import { writeOwner } from './rig-owner.ts';

const run = promisify(execFile);

/** podman with storage and configuration of its own. */
export interface ContainerRig extends ContainerEngine {
  /** The same as `command`, where only podman will do. */
  podman(...args: readonly string[]): Promise<string>;
  /** Starts podman's service on a socket below the rig's folder, or on a port, as an engine on another machine. */
  listen(where?: 'socket' | 'port'): Promise<ContainerSocket>;
}

/** podman's imitation of docker's socket, for docker-compose. */
export interface ContainerSocket {
  /** Value of DOCKER_HOST. */
  readonly address: string;
  stop(): Promise<void>;
}

const PREFIX = 'colo-containers-';
/** Only a service that does not start at all misses it, however busy the machine is. */
const SERVICE_DEADLINE_MS = 120_000;

/**
 * Prepares podman in a temporary folder of its own, or says what this machine lacks for it. First removes what killed runs
 * left: containers that run on, their networks, and rules that redirect ports.
 */
export async function startContainerRig(): Promise<ContainerRig | NoContainers> {
  const missing = await findMissing([
    ['podman', ['--version']],
    ['podman-compose', ['--version']],
    ['runc', ['--version']],
    ['/bin/busybox', ['true']],
  ]);
  if (missing !== undefined) return { missing };
  await removeOrphans(PREFIX, (folder) =>
    remove(folder, bindPodman({ ...process.env, ...environmentOf(folder) })),
  );
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  const environment = await writeConfiguration(folder);
  await writeOwner(folder);
  const env = { ...process.env, ...environment };
  const podman = bindPodman(env);
  try {
    await importImage(folder, podman);
    await podman('run', '--rm', IMAGE, '/bin/true');
  } catch (error) {
    await remove(folder, podman);
    return { missing: `a podman that can run containers (${String(error).slice(0, 300)})` };
  }
  return {
    folder,
    environment,
    image: IMAGE,
    command: podman,
    podman,
    async removeContainers() {
      await podman('rm', '-f', '-a', '-t', '0');
    },
    listen: async (where = 'socket') => {
      const port = where === 'port' ? await findFreePort() : undefined;
      return port === undefined
        ? startService(`unix://${join(folder, 'podman.sock')}`, { path: join(folder, 'podman.sock') }, env)
        : startService(`tcp://127.0.0.1:${port}`, { host: '127.0.0.1', port }, env);
    },
    stop: () => remove(folder, podman),
  };
}

async function startService(
  address: string,
  place: NetConnectOpts,
  env: NodeJS.ProcessEnv,
): Promise<ContainerSocket> {
  const child = spawn('podman', ['system', 'service', '-t', '0', address], {
    env,
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  const deadline = performance.now() + SERVICE_DEADLINE_MS;
  while (!(await accepts(place))) {
    if (performance.now() > deadline || child.exitCode !== null) {
      child.kill('SIGKILL');
      throw new ColoError('NODE_UNREACHABLE', "podman's service does not start.");
    }
    await sleep(20);
  }
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Whether somebody listens on a socket: the file alone is there a moment before. */
async function accepts(place: NetConnectOpts): Promise<boolean> {
  const socket = connect(place);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * Settings for machines such as CI runners and containers, where podman's defaults fail: crun needs cgroup v2, and
 * raising limits needs a capability that is not there.
 */
async function writeConfiguration(folder: string): Promise<Record<string, string>> {
  await mkdir(join(folder, 'networks'));
  const environment = environmentOf(folder);
  await writeFile(
    environment.CONTAINERS_CONF,
    [
      '[containers]',
      'default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]',
      '[engine]',
      'runtime = "runc"',
      'cgroup_manager = "cgroupfs"',
      'events_logger = "file"',
      `tmp_dir = "${join(folder, 'tmp')}"`,
      '[network]',
      `network_config_dir = "${join(folder, 'networks')}"`,
      '',
    ].join('\n'),
  );
  await writeFile(
    environment.CONTAINERS_STORAGE_CONF,
    [
      '[storage]',
      'driver = "overlay"',
      `graphroot = "${join(folder, 'graph')}"`,
      `runroot = "${join(folder, 'run')}"`,
      '',
    ].join('\n'),
  );
  return environment;
}

function environmentOf(folder: string) {
  return {
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
  };
}

function bindPodman(env: NodeJS.ProcessEnv): ContainerRig['podman'] {
  return async (...args) => (await run('podman', [...args], { env })).stdout;
}

/** Ends and removes everything of a rig. Its folder stays where podman fails, so that a later run can try again. */
async function remove(folder: string, podman: ContainerRig['podman']): Promise<void> {
  try {
    await podman('rm', '-f', '-a', '-t', '0');
    await podman('network', 'prune', '-f');
    await podman('unmount', '--all');
  } catch (cause) {
    throw new ColoError('INTERNAL', `The containers of the test rig in ${folder} could not be removed.`, {
      cause,
    });
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
