import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeyPair, type EdgeHost, startEdgeHost } from '../../edge-host/index.ts';
import { killProcessesBelow } from '../../world/kill-processes-below.ts';
import type { BenchContext } from '../benchmark.ts';

/** Edge hosts on this machine, and what a client needs to reach them. */
export interface EdgeFleet {
  readonly hosts: readonly EdgeHost[];
  readonly identityFile: string;
  /** known_hosts(5) with every host key. */
  readonly knownHostsFile: string;
}

/** Starts SSH servers that end with the benchmark. */
export async function startEdgeHosts({ folder, defer }: BenchContext, count: number): Promise<EdgeFleet> {
  const root = join(folder, 'hosts');
  await mkdir(root, { recursive: true });
  const key = await createKeyPair(join(folder, 'client'));
  const hosts: EdgeHost[] = [];
  defer(async () => {
    await Promise.all(hosts.map((host) => host.stop()));
    await killProcessesBelow(root);
  });
  for (let index = 1; index <= count; index += 1) {
    const name = `edge-${String(index).padStart(3, '0')}`;
    hosts.push(await startEdgeHost({ name, root, authorizedKey: key.publicKey }));
  }
  const knownHostsFile = join(folder, 'known_hosts');
  const lines = hosts.map(({ address, port, hostKey }) => `[${address}]:${port} ${hostKey}\n`);
  await writeFile(knownHostsFile, lines.join(''));
  return { hosts, identityFile: key.identityFile, knownHostsFile };
}
