import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ColoError } from '@colo/schemas/errors';

/** Only a server that does not answer at all misses it, however busy the machine is. */
const DEADLINE_MS = 120_000;

/** Waits until an SSH server greets on a port of 127.0.0.1. `hasEnded` says why waiting makes no sense any more. */
export async function awaitSshBanner(port: number, hasEnded: () => string | undefined): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    if (await greets(port)) {
      return;
    }
    const ended = hasEnded();
    if (ended !== undefined || performance.now() > deadline) {
      throw new ColoError(
        'NODE_UNREACHABLE',
        `The edge host's SSH server does not answer: ${ended ?? 'deadline'}`,
      );
    }
    await sleep(20);
  }
}

async function greets(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1', timeout: 10_000 });
  // Neither is an error by itself, and nothing would come after it.
  socket.once('timeout', () => socket.destroy(new Error('no answer')));
  socket.once('end', () => socket.destroy(new Error('no greeting')));
  try {
    const [chunk]: unknown[] = await once(socket, 'data');
    return Buffer.isBuffer(chunk) && chunk.toString('latin1').startsWith('SSH-2.0');
  } catch {
    // Refused, or silent: it does not listen yet.
    return false;
  } finally {
    socket.destroy();
  }
}
