import { ColoError } from '@colo/schemas/errors';
import { localTransport } from './local/local-transport.ts';
import { ssh2Transport } from './ssh2/ssh2-transport.ts';
import type { Transport } from './transport.ts';

/** The built-in transports by id. */
export const transports: ReadonlyMap<string, Transport> = new Map(
  [ssh2Transport, localTransport].map((transport) => [transport.id, transport]),
);

/** Finds a transport. Throws NODE_TRANSPORT_UNKNOWN. */
export function getTransport(id: string, known: ReadonlyMap<string, Transport> = transports): Transport {
  const transport = known.get(id);
  if (transport === undefined) {
    throw new ColoError(
      'NODE_TRANSPORT_UNKNOWN',
      `No transport is called ${JSON.stringify(id)}; known: ${[...known.keys()].join(', ')}.`,
    );
  }
  return transport;
}
