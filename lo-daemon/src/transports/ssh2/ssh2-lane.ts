import type { ExecRequest } from '../transport.ts';
import type { OpenClient } from './open-client.ts';
import { type ChannelResult, runChannel } from './run-channel.ts';
import { type PeerHabits, type PeerWatch, type WatchTempo, watchPeer } from './watch-peer.ts';

/** One authenticated connection to a server, and the channels on it. */
export class Ssh2Lane {
  readonly #opened: OpenClient;
  readonly #watch: PeerWatch;
  #closed = false;
  /** Commands that have it, or have asked for it. */
  open = 0;
  /** Commands that the server has run, or begun to run, on it. */
  served = 0;
  /** Refusals one after another while no other channel was open on it. */
  refusals = 0;
  /** True while it is left alone for a moment. */
  resting = false;

  constructor(opened: OpenClient, options: { readonly habits: PeerHabits; readonly tempo: WatchTempo }) {
    this.#opened = opened;
    this.#watch = watchPeer(opened, options.habits, options.tempo);
    opened.client.once('close', () => {
      this.#closed = true;
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  onClose(listener: () => void): void {
    this.#opened.client.once('close', listener);
  }

  async run(request: ExecRequest): Promise<ChannelResult> {
    const result = await runChannel(this.#opened.client, () => this.#closed, request);
    if (result.kind === 'exited') this.#watch.noteAnswer();
    if (result.kind !== 'refused') {
      this.served += 1;
      this.refusals = 0;
    }
    return result;
  }

  /** Asks the server to end it, and does not wait. */
  end(): void {
    this.#opened.client.end();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    const ended = new Promise<void>((resolve) => this.onClose(resolve));
    this.end();
    const timer = setTimeout(() => this.#opened.client.destroy(), 2000);
    await ended;
    clearTimeout(timer);
  }
}
