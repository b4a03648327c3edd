import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Session } from 'ssh2';
import type { SshServer, SshServerOptions } from './edge-host.ts';
import { runSessionCommand } from './run-session-command.ts';

/** Starts the ssh2 package's server: real SSH and a real sh, where OpenSSH is not installed. */
export async function startSsh2Server(options: SshServerOptions): Promise<SshServer> {
  const sockets = new Set<Socket>();
  const server = new ssh2.Server({ hostKeys: [await readFile(options.hostKeyFile)] }, (client) => {
    // Clients vanish without a word in tests; their sockets tell the rest.
    client.on('error', () => client.end());
    client.on('authentication', (context) => authenticate(context, options));
    // Without a listener the package refuses by itself.
    if (options.mute === true) client.on('request', () => undefined);
    client.on('session', (accept) => serveSession(accept(), options));
  });
  // Our own listener, because killing a session means cutting its socket.
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    server.injectSocket(socket);
  });
  listener.listen(options.port, '127.0.0.1');
  await once(listener, 'listening');

  async function end(): Promise<void> {
    const closed = once(listener, 'close');
    listener.close();
    for (const socket of sockets) {
      socket.destroy();
    }
    await closed;
  }
  return { stop: end, kill: end };
}

function authenticate(context: AuthContext, options: SshServerOptions): void {
  if (context.method !== 'publickey' || context.username !== options.user) {
    context.reject(['publickey']);
    return;
  }
  const allowed = ssh2.utils.parseKey(options.authorizedKey);
  if (allowed instanceof Error) {
    context.reject();
    return;
  }
  const blob = allowed.getPublicSSH();
  const known = blob.length === context.key.data.length && timingSafeEqual(blob, context.key.data);
  // Without a signature the client only asks whether the key would do.
  const signed =
    context.signature === undefined ||
    (context.blob !== undefined &&
      allowed.verify(context.blob, context.signature, context.hashAlgo) === true);
  if (known && signed) {
    context.accept();
  } else {
    context.reject(['publickey']);
  }
}

function serveSession(session: Session, options: SshServerOptions): void {
  session.on('exec', (accept, _reject, { command }) => runSessionCommand(accept(), command, options));
}
