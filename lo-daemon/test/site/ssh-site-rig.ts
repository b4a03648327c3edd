import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoConfig } from '@colo/schemas/documents/lo-config';
import type { Host } from '@colo/schemas/documents/site';
import { createKeyPair, type EdgeHost, type EdgeHostKind } from '@colo/scripts/edge-host';
import type { Test } from 'tap';
import { openSshHost } from '../ssh-hosts.ts';
import { createSiteRig, type SiteRig } from './site-rig.ts';

export interface SshSiteOptions {
  readonly kind: EdgeHostKind;
  readonly hosts?: readonly string[];
  readonly config?: Partial<LoConfig>;
}

/** A site whose hosts are SSH servers of this machine, which LO reaches by the transport `ssh2`. */
export interface SshSite {
  readonly rig: SiteRig;
  /** Private key that LO logs in with. */
  readonly identityFile: string;
  /** The server of a host, for stopping it, killing it, and giving it another key. */
  edge(name: string): EdgeHost;
}

export async function createSshSite(t: Test, options: SshSiteOptions): Promise<SshSite> {
  const names = options.hosts ?? ['edge-01'];
  const folder = await mkdtemp(join(tmpdir(), 'colo-keys-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const keys = await createKeyPair(folder);
  const edges = new Map<string, EdgeHost>();
  for (const name of names) edges.set(name, (await openSshHost(t, options.kind, { name, keys })).edge);
  function edge(name: string): EdgeHost {
    const found = edges.get(name);
    if (found === undefined) throw new Error(`the site has no host ${name}`);
    return found;
  }
  const rig = await createSiteRig(t, {
    hosts: names,
    hostEntry: (name) => describeHost(edge(name)),
    config: {
      identityFile: keys.identityFile,
      transports: {},
      timeouts: { connectSeconds: 60, minReadySeconds: 1 },
      ...options.config,
    },
  });
  return { rig, identityFile: keys.identityFile, edge };
}

/** The host as its inventory has it: with the key that it has at this moment. */
function describeHost(edge: EdgeHost): Partial<Host> {
  return {
    transport: 'ssh2',
    address: edge.address,
    port: edge.port,
    user: edge.user,
    workdir: edge.workdir,
    hostKeys: [edge.hostKey],
  };
}
