import { mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { createKeyPair } from './create-key-pair.ts';
import type { EdgeHost, EdgeHostKind, EdgeHostOptions, SshServer, SshServerOptions } from './edge-host.ts';
import { findFreePort } from './find-free-ports.ts';
import { findSshd, findTinysshd } from './find-sshd.ts';
import { startNamespace } from './host-namespace.ts';
import { startSsh2Server } from './start-ssh2-server.ts';
import { startSshd } from './start-sshd.ts';
import { startTinysshd } from './start-tinysshd.ts';

/** Makes an edge host and starts its SSH server. */
export async function startEdgeHost(options: EdgeHostOptions): Promise<EdgeHost> {
  const folder = join(options.root, options.name);
  const home = join(folder, 'home');
  const workdir = join(folder, 'colo');
  await mkdir(home, { recursive: true });
  await mkdir(workdir, { recursive: true });
  const kind = options.kind ?? (findSshd() === undefined ? 'ssh2' : 'sshd');
  const startServer = chooseServer(kind);
  const port = await findFreePort();
  const user = userInfo().username;
  let hostKey = await createKeyPair(folder, 'host_key');
  let running: SshServer | undefined;
  let namespace = options.isolated === true ? await startNamespace(folder) : undefined;

  const host: EdgeHost = {
    name: options.name,
    kind,
    address: '127.0.0.1',
    port,
    user,
    get hostKey() {
      return hostKey.publicKey;
    },
    workdir,
    home,
    async start() {
      if (running === undefined) {
        const server: SshServerOptions = {
          folder,
          home,
          port,
          user,
          authorizedKey: options.authorizedKey,
          hostKeyFile: hostKey.identityFile,
          ...(namespace === undefined ? {} : { enter: namespace.enter }),
          ...(options.shell === undefined ? {} : { shell: options.shell }),
          mute: options.mute ?? false,
          ...(options.config === undefined ? {} : { config: options.config }),
        };
        running = await startServer(server);
      }
    },
    async stop() {
      const server = running;
      running = undefined;
      await server?.stop();
    },
    async killSessions() {
      const server = running;
      running = undefined;
      await server?.kill();
    },
    async reboot() {
      if (namespace === undefined) throw new Error('only an isolated host can be rebooted');
      const server = running;
      running = undefined;
      await namespace.end();
      await server?.kill();
      namespace = await startNamespace(folder);
      await host.start();
    },
    async end() {
      await host.stop();
      await namespace?.end();
      namespace = undefined;
    },
    async changeHostKey() {
      const wasRunning = running !== undefined;
      await host.stop();
      hostKey = await createKeyPair(folder, 'host_key');
      if (wasRunning) {
        await host.start();
      }
    },
  };
  await host.start();
  return host;
}

function chooseServer(kind: EdgeHostKind): (options: SshServerOptions) => Promise<SshServer> {
  if (kind === 'ssh2') return startSsh2Server;
  const [program, start] = kind === 'sshd' ? [findSshd(), startSshd] : [findTinysshd(), startTinysshd];
  if (program === undefined)
    throw new ColoError('NODE_UNREACHABLE', `${kind} is not installed on this machine.`);
  return (options) => start(program, options);
}
