import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Credential } from '@colo/schemas/documents/lo-config';
import { ColoError } from '@colo/schemas/errors';
import { readCredential } from '../config/read-credential.ts';
import { checkSignature } from './check-signature.ts';

export interface WakeServerOptions {
  readonly port: number;
  readonly secret: Credential;
  onWake(): void;
}

export interface WakeServer {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 65_536;
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Takes signed `POST /wake` on the loopback address: what is behind it (a tunnel, a relay, a hook) only says "look
 * now", so that a replayed request does no harm.
 *
 * @throws ColoError LO_SOCKET_FAILED
 */
export async function startWakeServer(options: WakeServerOptions): Promise<WakeServer> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    void respond(request, options).then(
      (status) => finish(response, status),
      () => finish(response, 500),
    );
  });
  await listen(server, options.port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(request: IncomingMessage, { secret, onWake }: WakeServerOptions): Promise<number> {
  if (request.url !== '/wake') return 404;
  if (request.method !== 'POST') return 405;
  const body = await readBody(request);
  if (body === undefined) return 413;
  const signature = request.headers['x-colo-signature'];
  if (
    !checkSignature(body, typeof signature === 'string' ? signature : undefined, await readCredential(secret))
  )
    return 401;
  onWake();
  return 202;
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function finish(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': '0', connection: 'close' }).end();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new ColoError('LO_SOCKET_FAILED', `The port ${port} cannot be opened.`, { cause })),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}
