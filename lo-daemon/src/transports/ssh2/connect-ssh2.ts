import { ColoError, type Place } from '@colo/schemas/errors';
import type { Client } from 'ssh2';
import { Semaphore } from '../semaphore.ts';
import type { Connection, ConnectOptions, HostTarget } from '../transport.ts';
import { checkHostKey, fingerprintHostKey, type HostKeyVerdict } from './check-host-key.ts';
import { type Identity, readIdentity } from './read-identity.ts';
import { modernAlgorithms, orderHostKeyAlgorithms } from './ssh2-algorithms.ts';
import { Ssh2Connection } from './ssh2-connection.ts';

/** Handshakes at once to one address: sshd begins to refuse at ten (MaxStartups 10:30:100). */
const MAX_STARTS_PER_ADDRESS = 6;

/** A peer that is silent for 15 s is asked, three times, before the connection counts as dead. */
const KEEPALIVE = { keepaliveInterval: 15_000, keepaliveCountMax: 3 } as const;

const startsByAddress = new Map<string, Semaphore>();

/** Connects, checks the host key, authenticates. Errors: see {@link Transport}. */
export async function connectSsh2(target: HostTarget, options: ConnectOptions): Promise<Connection> {
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
  const starts = startsByAddress.get(target.address) ?? new Semaphore(MAX_STARTS_PER_ADDRESS);
  startsByAddress.set(target.address, starts);
  try {
    return await starts.run(async () => {
      // Loaded when there is a host to connect to: of the commands of `lo`, most have none.
      const { Client } = await import('ssh2');
      return handshake(new Client(), target, options, identity, place);
    });
  } finally {
    if (starts.idle) {
      startsByAddress.delete(target.address);
    }
  }
}

function handshake(
  client: Client,
  target: HostTarget,
  options: ConnectOptions,
  identity: Identity,
  place: Place,
): Promise<Connection> {
  return new Promise((resolve, reject) => {
    let shown: { readonly verdict: HostKeyVerdict; readonly fingerprint: string } | undefined;
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
        reject(error);
      }
    };
    options.signal?.addEventListener('abort', abort, { once: true });
    // Stays for the client's life: an error event without a listener would end the process.
    client.on('error', (error: Error & { readonly level?: string }) => {
      fail(explain(error, target, shown, place));
    });
    client.once('close', () =>
      fail(new ColoError('NODE_UNREACHABLE', 'The host closed the connection.', { place })),
    );
    client.once('ready', () => {
      if (!settled) {
        settle();
        client.setNoDelay(true);
        resolve(new Ssh2Connection(client));
      }
    });
    client.connect({
      host: target.address,
      port: target.port,
      username: target.user,
      readyTimeout: options.timeoutMs,
      ...KEEPALIVE,
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
    if (options.signal?.aborted) {
      abort();
    }
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

function explain(
  error: Error & { readonly level?: string },
  target: HostTarget,
  shown: { readonly verdict: HostKeyVerdict; readonly fingerprint: string } | undefined,
  place: Place,
): ColoError {
  if (shown?.verdict === 'changed') {
    return new ColoError(
      'NODE_HOST_KEY_CHANGED',
      `The host shows the key ${shown.fingerprint}, which is not pinned.`,
      {
        place,
        data: { fingerprint: shown.fingerprint },
        cause: error,
      },
    );
  }
  if (error.level === 'client-authentication') {
    return new ColoError('NODE_AUTH_FAILED', `The host refused the user "${target.user}" with this key.`, {
      place,
      cause: error,
    });
  }
  if (error.level === 'agent') {
    return new ColoError('NODE_IDENTITY_UNUSABLE', 'The ssh-agent could not be used.', {
      place,
      cause: error,
    });
  }
  return new ColoError(
    'NODE_UNREACHABLE',
    `No SSH session with ${target.address}:${target.port}: ${error.message}.`,
    {
      place,
      cause: error,
    },
  );
}

function readText(options: ConnectOptions, key: string): string | undefined {
  const value = options.config?.[key];
  return typeof value === 'string' ? value : undefined;
}
