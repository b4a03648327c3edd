import type { Client } from 'ssh2';
import { Semaphore } from '../semaphore.ts';
import type { Connection, ExecRequest, ExecResult } from '../transport.ts';
import { runChannel } from './run-channel.ts';

/**
 * Channels at once on one connection: half of the ten that sshd allows (MaxSessions). A busy one reads the end of a channel and the
 * opening of the next together, and counts both: it frees what ended only after it has seen to all that it read.
 */
const MAX_CHANNELS = 5;

/** One authenticated connection; each execution is a channel of it. */
export class Ssh2Connection implements Connection {
  readonly #client: Client;
  readonly #channels = new Semaphore(MAX_CHANNELS);
  #closed = false;

  constructor(client: Client) {
    this.#client = client;
    client.once('close', () => {
      this.#closed = true;
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  async exec(request: ExecRequest): Promise<ExecResult> {
    const result = await this.#channels.run(() => runChannel(this.#client, () => this.#closed, request));
    if (result.kind === 'unknown' && result.reason === 'dropped') {
      // A connection that lost or refused a channel is not used again: leaked channels never come back.
      this.#closed = true;
      this.#client.end();
    }
    return result;
  }

  async close(): Promise<void> {
    if (this.#closed) {
      this.#client.destroy();
      return;
    }
    this.#closed = true;
    const ended = new Promise<void>((resolve) => this.#client.once('close', () => resolve()));
    this.#client.end();
    const timer = setTimeout(() => this.#client.destroy(), 2000);
    await ended;
    clearTimeout(timer);
  }
}
