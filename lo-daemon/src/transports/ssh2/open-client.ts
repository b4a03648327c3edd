import { Socket } from 'node:net';
import { ColoError, type Place } from '@colo/schemas/errors';
import type { Client } from 'ssh2';
import type { ConnectOptions, HostTarget } from '../transport.ts';
import { checkHostKey, fingerprintHostKey } from './check-host-key.ts';
import { createLogin } from './create-login.ts';
import { explainFailure, type ShownKey } from './explain-failure.ts';
import type { Identity } from './read-identity.ts';
import { modernAlgorithms, orderHostKeyAlgorithms } from './ssh2-algorithms.ts';

/** An authenticated connection, and what carries it. */
export interface OpenClient {
  readonly client: Client;
  readonly socket: Socket;
}

/**
 * Connects, checks the host key, authenticates.
 *
 * @throws ColoError as {@link Transport} says
 */
export async function openClient(
  target: HostTarget,
  options: ConnectOptions,
  identity: Identity,
): Promise<OpenClient> {
  // Loaded when there is a host to connect to: of the commands of `lo`, most have none.
  const { Client } = await import('ssh2');
  const place: Place = { site: target.site, host: target.host };
  const client = new Client();
  const socket = new Socket();
  const login = createLogin(identity);
  return new Promise((resolve, reject) => {
    let shown: ShownKey | undefined;
    let settled = false;
    const timer = setTimeout(() => {
      fail(new ColoError('NODE_UNREACHABLE', `No SSH session within ${options.timeoutMs} ms.`, { place }));
    }, options.timeoutMs);
    const abort = () => fail(new ColoError('NODE_UNREACHABLE', 'The connection was given up.', { place }));
    const settle = () => {
      settled = true;
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
    };
    const fail = (error: unknown) => {
      if (!settled) {
        settle();
        client.destroy();
        socket.destroy();
        reject(error);
      }
    };
    options.signal?.addEventListener('abort', abort, { once: true });
    // Stays for the client's life: an error event without a listener would end the process.
    client.on('error', (error: Error & { readonly level?: string }) => {
      fail(explainFailure(error, { target, shown, login, place }));
    });
    client.once('close', () =>
      fail(new ColoError('NODE_UNREACHABLE', 'The host closed the connection.', { place })),
    );
    client.once('ready', () => {
      if (!settled) {
        settle();
        client.setNoDelay(true);
        resolve({ client, socket });
      }
    });
    if (options.signal?.aborted) {
      abort();
      return;
    }
    // Before the package gets it, which takes a socket that is not on its way for one that is connected.
    socket.connect({ host: target.address, port: target.port });
    client.connect({
      sock: socket,
      username: target.user,
      readyTimeout: options.timeoutMs,
      // The package ends a connection whose server answers none, also while data arrives: see `watch-peer.ts`.
      keepaliveInterval: 0,
      authHandler: login.next,
      ...(identity.kind === 'key' ? { privateKey: identity.privateKey } : { agent: identity.socket }),
      algorithms: {
        ...writableAlgorithms(),
        serverHostKey: orderHostKeyAlgorithms(
          target.hostKeys.map((line) => line.trim().split(/\s+/)[0] ?? ''),
        ),
      },
      hostVerifier: (key: Buffer) => {
        shown = { verdict: checkHostKey(key, target.hostKeys), fingerprint: fingerprintHostKey(key) };
        return shown.verdict === 'pinned';
      },
    });
  });
}

function writableAlgorithms() {
  return {
    kex: [...modernAlgorithms.kex],
    cipher: [...modernAlgorithms.cipher],
    hmac: [...modernAlgorithms.hmac],
    compress: [...modernAlgorithms.compress],
  };
}
