import { once } from 'node:events';
import { createServer } from 'node:net';
import { ColoError } from '@colo/schemas';

/** A TCP port of 127.0.0.1 that nobody uses at the moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new ColoError('INTERNAL', 'The system gave no port.');
  }
  return address.port;
}
