import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canIsolate,
  createKeyPair,
  type EdgeHost,
  type EdgeHostKind,
  findSshd,
  findTinysshd,
  type KeyPair,
  startEdgeHost,
} from '@colo/scripts/edge-host';
import type { Test } from 'tap';
import type { HostTarget } from '../src/transports/transport.ts';
import { findProcesses, killAll } from './node/find-processes.ts';
import { skipTest } from './skip-test.ts';

export interface SshHost {
  readonly edge: EdgeHost;
  readonly root: string;
  readonly target: HostTarget;
}

/** The kinds of SSH server on this machine. What is missing counts as a skipped test. */
export function listHostKinds(t: Test): readonly EdgeHostKind[] {
  if (findSshd() !== undefined) {
    return ['sshd', 'ssh2'];
  }
  skipTest(t, "hosts behind OpenSSH's sshd", 'sshd is not installed');
  return ['ssh2'];
}

/** The kind that most resembles a user's host, for tests that need one kind only. */
export function bestHostKind(): EdgeHostKind {
  return findSshd() === undefined ? 'ssh2' : 'sshd';
}

/** tinyssh's server, where it can run. What is missing counts as a skipped test. */
export function listTinyKinds(t: Test): readonly EdgeHostKind[] {
  if (findTinysshd() !== undefined && canIsolate()) return ['tinysshd'];
  skipTest(t, 'hosts behind tinysshd', 'tinysshd is not installed, or this is not root');
  return [];
}

export interface SshHostOptions {
  readonly name?: string;
  /** Key pair that may log in; default: one of the host's own. */
  readonly keys?: KeyPair;
  /** {@link EdgeHostOptions.shell}, `config` and `mute`. */
  readonly shell?: string;
  readonly config?: readonly string[];
  readonly mute?: boolean;
}

/** An edge host that ends with the test, with everything that was started in its folder. */
export async function openSshHost(
  t: Test,
  kind: EdgeHostKind,
  options: SshHostOptions = {},
): Promise<SshHost> {
  const { name = 'edge-01', shell, config, mute = false } = options;
  const root = await mkdtemp(join(tmpdir(), 'colo-ssh-'));
  const keys = options.keys ?? (await createKeyPair(join(root, 'keys')));
  const edge = await startEdgeHost({
    name,
    root,
    authorizedKey: keys.publicKey,
    kind,
    mute,
    ...(shell === undefined ? {} : { shell }),
    ...(config === undefined ? {} : { config }),
  });
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
