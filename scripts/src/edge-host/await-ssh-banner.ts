import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ColoError } from '@colo/schemas';

const DEADLINE_MS = 15_000;

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
  const socket = connect({ port, host: '127.0.0.1', timeout: 2000 });
  try {
    const [chunk]: unknown[] = await once(socket, 'data');
    return Buffer.isBuffer(chunk) && chunk.toString('latin1').startsWith('SSH-2.0');
  } catch {
    // Refused: it does not listen yet.
    return false;
  } finally {
    socket.destroy();
  }
}
