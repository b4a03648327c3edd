import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { execa } from 'execa';
import { programEnvironment } from '../../world/places.ts';
import type { BenchContext } from '../benchmark.ts';
import { readVersion } from '../harness/machine-facts.ts';
import type { Side } from '../harness/side.ts';
import { SAME_KEY_EXCHANGE } from './ssh-peers.ts';
import type { EdgeFleet } from './start-edge-hosts.ts';

const TIMEOUT_MS = 120_000;
const MAX_SHOWN = 400;
/** Seconds that Ansible's connections live on; short, since they end by themselves after the benchmark. */
const PERSIST_SECONDS = 10;

/** `ansible -m raw -a true` over its own persistent connections; or why it is left out. */
export async function createAnsiblePeer(
  { folder }: BenchContext,
  fleet: EdgeFleet,
): Promise<{ readonly side: Side } | { readonly reason: string }> {
  const version = await readVersion('ansible', ['--version']);
  if (version === undefined)
    return { reason: 'ansible is not installed and was left out (apt-get install ansible-core).' };
  const home = join(folder, 'ansible');
  const inventory = join(home, 'inventory.ini');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const lines = fleet.hosts.map(
    ({ name, address, port, user }) =>
      `${name} ansible_host=${address} ansible_port=${port} ansible_user=${user}`,
  );
  await writeFile(inventory, `${lines.join('\n')}\n`);
  const environment = {
    ...programEnvironment(home),
    ANSIBLE_SSH_ARGS: [
      ...['-o', 'ControlMaster=auto', '-o', `ControlPersist=${PERSIST_SECONDS}s`],
      ...['-o', SAME_KEY_EXCHANGE, '-o', `UserKnownHostsFile=${fleet.knownHostsFile}`],
    ].join(' '),
    ANSIBLE_SSH_CONTROL_PATH_DIR: join(home, 'cp'),
    ANSIBLE_PRIVATE_KEY_FILE: fleet.identityFile,
  };
  const args = ['all', '-i', inventory, '-f', String(fleet.hosts.length), '-m', 'raw', '-a', 'true'];
  return {
    side: {
      name: `ansible raw (${version.replace(/^ansible /, '')})`,
      async run() {
        const result = await execa('ansible', args, {
          cwd: home,
          env: environment,
          extendEnv: false,
          stdin: 'ignore',
          timeout: TIMEOUT_MS,
          reject: false,
        });
        if (result.exitCode === 0) return;
        const said = toSafeText(`${result.stderr} ${result.stdout}`, MAX_SHOWN);
        throw new ColoError('INTERNAL', `ansible ended with ${result.exitCode ?? 'an error'}: ${said}`);
      },
    },
  };
}
