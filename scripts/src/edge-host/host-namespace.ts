import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ColoError } from '@colo/schemas/errors';

/** A host's own processes, `/run` and boot: a PID and a mount namespace. */
export interface HostNamespace {
  /** A command before another one that makes it run inside. */
  readonly enter: readonly string[];
  /** Ends every process inside at once, as a power cut does; what is on disk stays. */
  end(): Promise<void>;
}

/** How long the first process may take to be there, in milliseconds. */
const DEADLINE_MS = 60_000;

/** Process 1 inside: sets the machine up, says that it has, and collects what is orphaned. */
const INIT = `mount --make-rprivate / &&
mount --bind "$1" /proc/sys/kernel/random/boot_id &&
mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd && echo ready >"$2" || exit 1
trap : TERM HUP INT
while :; do sleep 3600 & wait; done`;

/** True where this process may make namespaces and mounts. */
export function canIsolate(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/**
 * Boots a host: a new boot id, an empty `/run`, no process. Needs root (unshare(1), mount(8)).
 *
 * @param folder of the host
 * @throws ColoError NODE_UNREACHABLE where namespaces cannot be made
 */
export async function startNamespace(folder: string): Promise<HostNamespace> {
  const bootId = join(folder, 'boot_id');
  const ready = join(folder, 'ready');
  await writeFile(bootId, `${randomUUID()}\n`);
  await writeFile(ready, '');
  const child = spawn(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child=KILL',
      '--mount-proc',
      'sh',
      '-c',
      INIT,
      'sh',
      bootId,
      ready,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const closed = once(child, 'close');
  const deadline = performance.now() + DEADLINE_MS;
  while ((await readFile(ready, 'utf8')) === '') {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new ColoError(
        'NODE_UNREACHABLE',
        'A host with processes of its own cannot be made on this machine.',
      );
    }
    await sleep(10);
  }
  const init = await findChild(child.pid ?? 0);
  return {
    enter: ['nsenter', `--target=${init}`, '--pid', '--mount', '--'],
    async end() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** The first process of the namespace, by its pid outside (proc(5) children). */
async function findChild(parent: number): Promise<number> {
  const text = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8');
  return Number(text.trim().split(' ')[0]);
}
