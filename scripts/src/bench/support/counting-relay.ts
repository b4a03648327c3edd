import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { ColoError } from '@colo/schemas/errors';

/** A relay in front of a server on the loopback address that counts what passes. */
export interface CountingRelay {
  readonly port: number;
  /** Bytes in both directions since the last call. Also ends open connections, so that none is carried over. */
  take(): number;
  close(): Promise<void>;
}

/** Starts a relay to `port` of 127.0.0.1. It counts what TCP carries, without the headers of TCP and IP. */
export async function startCountingRelay(port: number): Promise<CountingRelay> {
  let bytes = 0;
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      from.pipe(to);
      // Either end may go away at any time; then the other has nothing left to do.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new ColoError('INTERNAL', 'The relay has no port.');
  const endAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: address.port,
    take() {
      const taken = bytes;
      bytes = 0;
      endAll();
      return taken;
    },
    async close() {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
