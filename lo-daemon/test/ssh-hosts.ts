import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createKeyPair,
  type EdgeHost,
  type EdgeHostKind,
  findSshd,
  startEdgeHost,
} from '@colo/scripts/edge-host';
import type { Test } from 'tap';
import type { HostTarget } from '../src/transports/transport.ts';
import { findProcesses, killAll } from './node/find-processes.ts';

export interface SshHost {
  readonly edge: EdgeHost;
  readonly root: string;
  readonly target: HostTarget;
}

/** The kinds of SSH server on this machine. What is missing is said aloud. */
export function listHostKinds(t: Test): readonly EdgeHostKind[] {
  if (findSshd() !== undefined) {
    return ['sshd', 'ssh2'];
  }
  t.comment("SKIPPED: OpenSSH's sshd is not installed; only the ssh2 package's server is tested");
  return ['ssh2'];
}

/** An edge host that ends with the test, with everything that was started in its folder. */
export async function openSshHost(t: Test, kind: EdgeHostKind, name = 'edge-01'): Promise<SshHost> {
  const root = await mkdtemp(join(tmpdir(), 'colo-ssh-'));
  const keys = await createKeyPair(join(root, 'keys'));
  const edge = await startEdgeHost({ name, root, authorizedKey: keys.publicKey, kind });
  t.teardown(async () => {
    await edge.stop();
    await killAll(await findProcesses(root));
    await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  return {
    edge,
    root,
    target: {
      site: 'eu/berlin',
      host: name,
      address: edge.address,
      port: edge.port,
      user: edge.user,
      hostKeys: [edge.hostKey],
      identityFile: keys.identityFile,
    },
  };
}
