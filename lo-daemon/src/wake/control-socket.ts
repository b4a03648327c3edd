import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { ColoError, isColoError } from '@colo/schemas/errors';
import { type ControlRequest, MAX_REQUEST_BYTES, parseControlRequest } from './control-request.ts';

/** sun_path of unix(7) has 108 bytes, one of which ends it. */
const MAX_SOCKET_PATH = 107;
const IDLE_MS = 10_000;

export function controlSocketPath(stateDir: string): string {
  return join(stateDir, 'lo.sock');
}

/** Answers a request with a value that becomes JSON. */
export type ControlHandler = (request: ControlRequest) => Promise<unknown>;

export interface ControlServer {
  close(): Promise<void>;
}

/**
 * Listens for commands of the machine's own users who may enter the state folder. One request and one answer a
 * connection, each a line of JSON. The caller holds the lock of the folder, so that a socket found there is a dead one.
 *
 * @throws ColoError LO_SOCKET_FAILED
 */
export async function listenForCommands(stateDir: string, handle: ControlHandler): Promise<ControlServer> {
  const path = controlSocketPath(stateDir);
  if (Buffer.byteLength(path) > MAX_SOCKET_PATH)
    throw new ColoError('LO_SOCKET_FAILED', `The path ${path} is too long for a socket.`);
  await rm(path, { force: true });
  const server = createServer((socket) => serve(socket, handle));
  await listen(server, path);
  await chmod(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new ColoError('LO_SOCKET_FAILED', `The socket ${path} cannot be opened.`, { cause })),
    );
    server.listen(path, resolve);
  });
}

function serve(socket: Socket, handle: ControlHandler): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.setTimeout(IDLE_MS, () => socket.destroy());
  // The other side went away: it will not read an answer.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    text += chunk;
    if (text.length > MAX_REQUEST_BYTES) socket.destroy();
    const end = text.indexOf('\n');
    if (end < 0) return;
    socket.removeAllListeners('data');
    void answer(text.slice(0, end), handle).then((reply) => socket.end(`${JSON.stringify(reply)}\n`));
  });
}

async function answer(text: string, handle: ControlHandler): Promise<unknown> {
  const request = parseControlRequest(text);
  if (request === undefined) return { ok: false, message: 'The request is not understood.' };
  try {
    return { ok: true, value: await handle(request) };
  } catch (error) {
    if (isColoError(error)) return { ok: false, code: error.code, message: error.message, fix: error.fix };
    return { ok: false, message: error instanceof Error ? error.message : 'unknown' };
  }
}
