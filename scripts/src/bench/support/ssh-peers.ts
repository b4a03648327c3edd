import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { execa } from 'execa';
import type { EdgeHost } from '../../edge-host/index.ts';
import { programEnvironment } from '../../world/places.ts';
import type { BenchContext } from '../benchmark.ts';
import type { Side } from '../harness/side.ts';
import type { EdgeFleet } from './start-edge-hosts.ts';

/** OpenSSH's client, one process a host. */
export interface SshPeers {
  readonly cold: Side;
  /** Over masters (ControlMaster) that the first round opens. */
  readonly warm: Side;
}

/** The key exchange that LO's transport uses, so that both do the same cryptography. */
export const SAME_KEY_EXCHANGE = 'KexAlgorithms=curve25519-sha256';
const TIMEOUT_MS = 60_000;
const MAX_SHOWN = 400;

export function createSshPeers({ folder, defer }: BenchContext, fleet: EdgeFleet): SshPeers {
  const sockets = join(folder, 'masters');
  const opened = new Set<EdgeHost>();
  const master = ['-o', `ControlPath=${join(sockets, '%C')}`];
  defer(async () => {
    for (const host of opened) await runSsh(fleet, host, [...master, '-O', 'exit'], []);
  });
  return {
    cold: {
      name: 'ssh, one process a host',
      run: () =>
        Promise.all(fleet.hosts.map((host) => runSsh(fleet, host, ['-o', 'ControlPath=none'], ['true']))),
    },
    warm: {
      name: 'ssh over ControlMaster',
      async prepare() {
        await mkdir(sockets, { recursive: true, mode: 0o700 });
        for (const host of fleet.hosts) {
          if (opened.has(host)) continue;
          await runSsh(fleet, host, [...master, '-o', 'ControlMaster=yes', '-f', '-N'], []);
          opened.add(host);
        }
      },
      run: () => Promise.all(fleet.hosts.map((host) => runSsh(fleet, host, master, ['true']))),
    },
  };
}

async function runSsh(
  { identityFile, knownHostsFile }: EdgeFleet,
  { address, port, user }: EdgeHost,
  options: readonly string[],
  command: readonly string[],
): Promise<void> {
  const settings = [
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile=${knownHostsFile}`,
    'IdentitiesOnly=yes',
    SAME_KEY_EXCHANGE,
  ];
  const args = [
    ...['-F', '/dev/null', '-i', identityFile, '-p', String(port), '-l', user],
    ...settings.flatMap((setting) => ['-o', setting]),
    ...options,
    address,
    ...command,
  ];
  const result = await execa('ssh', args, {
    env: programEnvironment('/nonexistent'),
    extendEnv: false,
    // A master goes to the background and would keep pipes open.
    stdio: ['ignore', 'ignore', options.includes('-f') ? 'ignore' : 'pipe'],
    timeout: TIMEOUT_MS,
    reject: false,
  });
  if (result.exitCode === 0) return;
  throw new ColoError(
    'INTERNAL',
    `ssh ended with ${result.exitCode ?? result.shortMessage}: ${toSafeText(String(result.stderr), MAX_SHOWN)}`,
  );
}
