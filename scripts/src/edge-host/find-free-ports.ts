import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { ColoError } from '@colo/schemas/errors';

/** Below it lie the ports of well-known services. */
const LOWEST = 20_000;
/** Linux's own first ephemeral port (ip(7), ip_local_port_range). */
const USUAL_FIRST_EPHEMERAL = 32_768;
const TRIES = 200;

/**
 * Gives `count` different TCP ports of 127.0.0.1 that nobody listens on and that lead to who listens on them.
 *
 * They lie below the ephemeral range: the system gives none of them to a program that asks for any port, neither before
 * their user listens nor, where a container engine redirects them, after its containers were killed and the rules stayed.
 *
 * @throws ColoError INTERNAL when too few can be found
 */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const end = await readFirstEphemeralPort();
  const held = new Map<number, Server>();
  try {
    for (let tries = 0; held.size < count; tries += 1) {
      if (tries === TRIES) throw new ColoError('INTERNAL', `${TRIES} ports of 127.0.0.1 were tried in vain.`);
      const port = randomInt(LOWEST, end);
      const server = held.has(port) ? undefined : await listen(port);
      if (server !== undefined) held.set(port, server);
    }
    return [...held.keys()];
  } finally {
    for (const server of held.values()) await close(server);
  }
}

/** One port, as {@link findFreePorts}. */
export async function findFreePort(): Promise<number> {
  const [port = 0] = await findFreePorts(1);
  return port;
}

async function readFirstEphemeralPort(): Promise<number> {
  const text = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(() => '');
  const first = Number(text.trim().split(/\s+/u)[0]);
  return first > LOWEST ? first : USUAL_FIRST_EPHEMERAL;
}

/** A server on that port, or nothing where the port is taken or leads elsewhere. */
async function listen(port: number): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return undefined;
  }
  if (await reaches(server, port)) return server;
  await close(server);
  return undefined;
}

/** Whether a connection to the port comes out at the server. */
async function reaches(server: Server, port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1', timeout: 1000 });
  socket.once('timeout', () => socket.destroy(new Error('no answer')));
  try {
    await Promise.all([
      once(socket, 'connect'),
      once(server, 'connection', { signal: AbortSignal.timeout(1000) }),
    ]);
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
}
