import { ColoError, type Place } from '@colo/schemas/errors';
import { Semaphore } from '../semaphore.ts';
import type { Connection, ConnectOptions, HostTarget } from '../transport.ts';
import { openClient } from './open-client.ts';
import { readIdentity } from './read-identity.ts';
import { Ssh2Connection } from './ssh2-connection.ts';
import { DEFAULT_TEMPO, type WatchTempo } from './watch-peer.ts';

/** Handshakes at once to one address: sshd begins to refuse at ten (MaxStartups 10:30:100). */
const MAX_STARTS_PER_ADDRESS = 6;

const startsByAddress = new Map<string, Semaphore>();

/**
 * Connects, checks the host key, authenticates.
 *
 * @param tempo for tests: how soon a silent host counts as gone
 * @throws ColoError as {@link Transport} says
 */
export async function connectSsh2(
  target: HostTarget,
  options: ConnectOptions,
  tempo: WatchTempo = DEFAULT_TEMPO,
): Promise<Connection> {
  const place: Place = { site: target.site, host: target.host };
  if (target.hostKeys.length === 0) {
    throw new ColoError('NODE_HOST_KEY_UNKNOWN', 'No host key is pinned, so the host is not trusted.', {
      place,
    });
  }
  const identity = await readIdentity(
    {
      identityFile: target.identityFile ?? readText(options, 'identityFile'),
      agentSocket: readText(options, 'agentSocket') ?? process.env['SSH_AUTH_SOCK'],
    },
    place,
  );
  const { signal: _first, ...lasting } = options;
  return Ssh2Connection.open({
    place,
    tempo,
    first: () => startOneOf(target.address, () => openClient(target, options, identity)),
    // Who asked for the first one has no say in the others.
    next: () => startOneOf(target.address, () => openClient(target, lasting, identity)),
  });
}

async function startOneOf<T>(address: string, start: () => Promise<T>): Promise<T> {
  const starts = startsByAddress.get(address) ?? new Semaphore(MAX_STARTS_PER_ADDRESS);
  startsByAddress.set(address, starts);
  try {
    return await starts.run(start);
  } finally {
    if (starts.idle) {
      startsByAddress.delete(address);
    }
  }
}

function readText(options: ConnectOptions, key: string): string | undefined {
  const value = options.config?.[key];
  return typeof value === 'string' ? value : undefined;
}
