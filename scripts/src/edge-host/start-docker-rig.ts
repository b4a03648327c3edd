import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
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
import { canIsolate } from './host-namespace.ts';
import { writeOwner } from './rig-owner.ts';

const run = promisify(execFile);

const PREFIX = 'colo-docker-';
/** Only an engine that does not start at all misses it, however busy the machine is. */
const DEADLINE_MS = 120_000;

/**
 * Mounts of its own, so that none stays behind, with empty folders where dockerd writes whatever it is told; and a network
 * of its own, where its bridges and addresses meet nobody else's. Processes are the machine's: LO looks for them there.
 */
const DAEMON = `mkdir -p /etc/docker && mount -t tmpfs tmpfs /etc/docker && mount -t tmpfs tmpfs /run && ip link set lo up || exit 1
exec dockerd --iptables=false --ip6tables=false --storage-driver=overlay2 --data-root "$1/data" --exec-root "$1/exec" \
  --pidfile "$1/pid" -H "unix://$1/docker.sock"`;

/**
 * Starts a dockerd in a temporary folder of its own, or says what this machine lacks for it: docker.io, and root. First
 * ends and removes what killed runs left.
 */
export async function startDockerRig(): Promise<ContainerEngine | NoContainers> {
  const missing = canIsolate()
    ? await findMissing([
        ['dockerd', ['--version']],
        ['docker', ['--version']],
        ['ip', ['-V']],
        ['/bin/busybox', ['true']],
      ])
    : 'root';
  if (missing !== undefined) return { missing };
  await removeOrphans(PREFIX, remove);
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  await writeOwner(folder);
  const environment = { DOCKER_HOST: `unix://${join(folder, 'docker.sock')}` };
  const command: ContainerEngine['command'] = async (...args) =>
    (await run('docker', [...args], { env: { ...process.env, ...environment } })).stdout;
  try {
    await startDaemon(folder, command);
    await importImage(folder, command);
    await command('run', '--rm', IMAGE, '/bin/true');
  } catch (error) {
    const said = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
    await remove(folder);
    return { missing: `a dockerd that can run containers (${String(error)} ${said.slice(-300)})` };
  }
  const removeContainers = async () => {
    const ids = (await command('ps', '-aq')).split('\n').filter(Boolean);
    if (ids.length > 0) await command('rm', '-f', ...ids);
  };
  return {
    folder,
    environment,
    image: IMAGE,
    command,
    removeContainers,
    async stop() {
      await removeContainers();
      await remove(folder);
    },
  };
}

async function startDaemon(folder: string, command: ContainerEngine['command']): Promise<void> {
  const log = await open(join(folder, 'log'), 'w');
  const child = spawn(
    'unshare',
    ['--mount', '--propagation', 'slave', '--net', 'sh', '-c', DAEMON, 'sh', folder],
    { stdio: ['ignore', log.fd, log.fd] },
  );
  await once(child, 'spawn');
  // Whoever is done with everything else has not to wait for it: it ends when the rig is stopped.
  child.unref();
  await log.close();
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    try {
      await command('version');
      return;
    } catch (cause) {
      if (performance.now() > deadline || child.exitCode !== null)
        throw new ColoError('NODE_UNREACHABLE', 'dockerd does not start.', { cause });
    }
    await sleep(20);
  }
}

/** Ends dockerd, containerd and all below them, and removes the folder. What they mounted goes with the last of them. */
async function remove(folder: string): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  // A dockerd that ends in peace removes what it keeps in the kernel; the others are ended, with whatever they started.
  const daemon = await readFile(join(folder, 'pid'), 'utf8').catch(() => '');
  const processes = await listProcesses();
  const own = processes.filter(({ words }) => words.some((word) => word.includes(`${folder}/`)));
  if (own.some(({ pid }) => pid === Number(daemon))) await end(Number(daemon), 'SIGTERM', deadline);
  const pids = new Set(own.map(({ pid }) => pid));
  for (let size = 0; size < pids.size; ) {
    size = pids.size;
    for (const { pid, parent } of processes) if (pids.has(parent)) pids.add(pid);
  }
  for (const pid of pids) await end(pid, 'SIGKILL', deadline);
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly words: readonly string[];
}

async function listProcesses(): Promise<readonly Process[]> {
  const found: Process[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const { state, parent } = await readStat(pid);
    if (state === '' || state === 'Z') continue;
    const words = (await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')).split('\0');
    found.push({ pid, parent, words });
  }
  return found;
}

/** Sends a signal to a process and waits until it has ended. */
async function end(pid: number, signal: NodeJS.Signals, deadline: number): Promise<void> {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
    return;
  }
  while (performance.now() < deadline) {
    const { state } = await readStat(pid);
    if (state === '' || state === 'Z') return;
    await sleep(10);
  }
}

/** Fields of proc(5) stat behind the name, which may hold anything; empty where there is no such process. */
async function readStat(pid: number): Promise<{ readonly state: string; readonly parent: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' ? { state: '', parent: 0 } : { state, parent: Number(parent) };
}
