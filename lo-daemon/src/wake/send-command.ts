import { connect } from 'node:net';
import { ColoError, type ErrorCode, errorTable } from '@colo/schemas/errors';
import type { ControlRequest } from './control-request.ts';
import { controlSocketPath } from './control-socket.ts';

const TIMEOUT_MS = 10_000;

/**
 * Sends a command to the LO that runs in a state folder.
 *
 * @returns its answer
 * @throws ColoError LO_NOT_RUNNING when nobody listens, LO_SOCKET_FAILED when the answer is no answer; else what the
 * running LO says
 */
export async function sendCommand(stateDir: string, request: ControlRequest): Promise<unknown> {
  const path = controlSocketPath(stateDir);
  const text = await exchange(path, `${JSON.stringify(request)}\n`);
  // It ended while it was asked, and is no more.
  if (!text.endsWith('\n')) throw new ColoError('LO_NOT_RUNNING', `Who answered on ${path} has ended.`);
  const reply = parseReply(text);
  if (typeof reply === 'object' && reply !== null && 'ok' in reply) {
    if (reply.ok === true) return 'value' in reply ? reply.value : undefined;
    const message = 'message' in reply && typeof reply.message === 'string' ? reply.message : 'LO refused.';
    const fix = 'fix' in reply && typeof reply.fix === 'string' ? { fix: reply.fix } : {};
    if ('code' in reply && isKnownCode(reply.code)) throw new ColoError(reply.code, message, fix);
    throw new ColoError('LO_SOCKET_FAILED', message, {
      fix: 'Check that both sides are of the same version.',
    });
  }
  throw new ColoError('LO_SOCKET_FAILED', 'LO answered in a way that is not understood.');
}

function isKnownCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorTable, code);
}

function parseReply(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Said by the caller, as of every answer that is none.
    return undefined;
  }
}

function exchange(path: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    let text = '';
    socket.setEncoding('utf8');
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no answer in time')));
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('end', () => resolve(text));
    socket.on('error', (cause) =>
      reject(new ColoError('LO_NOT_RUNNING', `Nobody answers on ${path}.`, { cause })),
    );
  });
}
