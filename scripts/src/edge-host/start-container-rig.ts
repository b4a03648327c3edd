import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ColoError } from '@colo/schemas';

const run = promisify(execFile);

/** A container engine for tests and the demo: podman with storage and configuration of its own. */
export interface ContainerRig {
  /** Environment of podman and the compose tools: what LO's configuration of the `compose` runtime needs. */
  readonly environment: Readonly<Record<string, string>>;
  /** An image with busybox: sh, httpd, wget, sleep, test, cat. */
  readonly image: string;
  /** Runs podman with this rig's environment and gives its output. */
  podman(...args: readonly string[]): Promise<string>;
  /** Starts podman's service on a socket below the rig's folder. */
  listen(): Promise<ContainerSocket>;
  stop(): Promise<void>;
}

/** podman's imitation of docker's socket, for docker-compose. */
export interface ContainerSocket {
  /** Value of DOCKER_HOST. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Why there is no container rig on this machine. */
export interface NoContainers {
  readonly missing: string;
}

const APPLETS = ['sh', 'httpd', 'wget', 'sleep', 'test', 'cat', 'echo', 'true', 'false'] as const;
const IMAGE = 'localhost/colo-edge:1';

/** Prepares podman below a folder, or says what this machine lacks for it. */
export async function startContainerRig(root: string): Promise<ContainerRig | NoContainers> {
  for (const [program, args] of [
    ['podman', ['--version']],
    ['podman-compose', ['--version']],
    ['runc', ['--version']],
    ['/bin/busybox', ['true']],
  ] as const) {
    try {
      await run(program, [...args]);
    } catch {
      // Whatever the reason, it cannot be used; the caller says so aloud.
      return { missing: program };
    }
  }
  const environment = await writeConfiguration(root);
  const env = { ...process.env, ...environment };
  const podman = async (...args: readonly string[]) => (await run('podman', [...args], { env })).stdout;
  try {
    await importImage(root, podman);
    await podman('run', '--rm', IMAGE, '/bin/true');
  } catch (error) {
    await remove(root, podman);
    return { missing: `a podman that can run containers (${String(error).slice(0, 300)})` };
  }
  return {
    environment,
    image: IMAGE,
    podman,
    listen: () => startService(join(root, 'containers/podman.sock'), env),
    stop: () => remove(root, podman),
  };
}

async function startService(socket: string, env: NodeJS.ProcessEnv): Promise<ContainerSocket> {
  const child = spawn('podman', ['system', 'service', '-t', '0', `unix://${socket}`], {
    env,
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  const deadline = performance.now() + 15_000;
  while (!existsSync(socket)) {
    if (performance.now() > deadline || child.exitCode !== null) {
      child.kill('SIGKILL');
      throw new ColoError('NODE_UNREACHABLE', "podman's service does not start.");
    }
    await sleep(20);
  }
  return {
    address: `unix://${socket}`,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/**
 * Settings for machines such as CI runners and containers, where podman's defaults fail: crun needs cgroup v2, and
 * raising limits needs a capability that is not there.
 */
async function writeConfiguration(root: string): Promise<Record<string, string>> {
  const folder = join(root, 'containers');
  await mkdir(join(folder, 'networks'), { recursive: true });
  const containersConf = join(folder, 'containers.conf');
  await writeFile(
    containersConf,
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
  const storageConf = join(folder, 'storage.conf');
  await writeFile(
    storageConf,
    [
      '[storage]',
      'driver = "overlay"',
      `graphroot = "${join(folder, 'graph')}"`,
      `runroot = "${join(folder, 'run')}"`,
      '',
    ].join('\n'),
  );
  return { CONTAINERS_CONF: containersConf, CONTAINERS_STORAGE_CONF: storageConf };
}

async function importImage(root: string, podman: ContainerRig['podman']): Promise<void> {
  const bin = join(root, 'containers/image/bin');
  await mkdir(bin, { recursive: true });
  await copyFile('/bin/busybox', join(bin, 'busybox'));
  for (const applet of APPLETS) {
    await symlink('busybox', join(bin, applet));
  }
  const archive = join(root, 'containers/image.tar');
  await run('tar', ['-C', join(root, 'containers/image'), '-cf', archive, '.']);
  await podman('import', '--change', 'ENV=PATH=/bin', archive, IMAGE);
}

async function remove(root: string, podman: ContainerRig['podman']): Promise<void> {
  try {
    await podman('rm', '-f', '-a', '-t', '0');
    await podman('network', 'prune', '-f');
    await podman('unmount', '--all');
  } catch (cause) {
    throw new ColoError('INTERNAL', 'The containers of the test rig could not be removed.', { cause });
  } finally {
    await rm(join(root, 'containers'), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
