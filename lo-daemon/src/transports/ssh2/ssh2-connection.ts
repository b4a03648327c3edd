import { setTimeout as sleep } from 'node:timers/promises';
import { ColoError, type Place } from '@colo/schemas/errors';
import { Semaphore } from '../semaphore.ts';
import type { Connection, ExecRequest, ExecResult } from '../transport.ts';
import type { OpenClient } from './open-client.ts';
import type { ChannelResult } from './run-channel.ts';
import { Ssh2Lane } from './ssh2-lane.ts';
import type { PeerHabits, WatchTempo } from './watch-peer.ts';

/**
 * Channels at once to one host: half of the ten that sshd allows on a connection (MaxSessions). A busy one reads the end of a channel and the
 * opening of the next together, and counts both: it frees what ended only after it has seen to all that it read.
 */
const MAX_CHANNELS = 5;

/** Refusals one after another, with longer and longer pauses between them, after which a connection that has no channel is given up. */
const MAX_REFUSALS = 6;
const FIRST_PAUSE_MS = 10;

export interface Ssh2ConnectionOptions {
  readonly place: Place;
  readonly tempo: WatchTempo;
  /** The connection that tells whether the host can be reached. */
  first(): Promise<OpenClient>;
  /** Another one, where the server allows too few channels on one. */
  next(): Promise<OpenClient>;
}

/**
 * The way to one host. Each execution is a channel; all are on one SSH connection as long as the server allows. Where it refuses
 * one, which starts nothing, the limit is learned, and further connections take what is beyond it.
 */
export class Ssh2Connection implements Connection {
  readonly #options: Ssh2ConnectionOptions;
  readonly #channels = new Semaphore(MAX_CHANNELS);
  readonly #habits: PeerHabits = { answersProbes: undefined };
  readonly #lanes = new Set<Ssh2Lane>();
  readonly #waiting: (() => void)[] = [];
  #connecting = 0;
  /** Channels that the server allows at once on a connection, and in all its life. */
  #atOnce = MAX_CHANNELS;
  #inLife = Number.POSITIVE_INFINITY;
  #maxLanes = MAX_CHANNELS;
  #closed = false;

  private constructor(options: Ssh2ConnectionOptions) {
    this.#options = options;
  }

  static async open(options: Ssh2ConnectionOptions): Promise<Ssh2Connection> {
    const connection = new Ssh2Connection(options);
    connection.#add(await options.first());
    return connection;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get notice(): string | undefined {
    const silent = this.#habits.answersProbes === false;
    const limits = [
      ...(silent ? ['answers no keepalive'] : []),
      ...(this.#atOnce < MAX_CHANNELS ? [`opens ${this.#atOnce} of ${MAX_CHANNELS} channels at once`] : []),
      ...(this.#maxLanes < MAX_CHANNELS ? [`takes ${this.#maxLanes} of ${MAX_CHANNELS} connections`] : []),
      ...(Number.isFinite(this.#inLife) && !silent ? ['opens no more channels on a connection'] : []),
    ];
    const way = Number.isFinite(this.#inLife) ? ': each command has a connection of its own' : '';
    return limits.length === 0 ? undefined : `The SSH server ${limits.join(', ')}${way}.`;
  }

  exec(request: ExecRequest): Promise<ExecResult> {
    return this.#channels.run(() => this.#run(request));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    await Promise.all([...this.#lanes].map((lane) => lane.close()));
  }

  async #run(request: ExecRequest): Promise<ExecResult> {
    for (;;) {
      const lane = await this.#take();
      if (lane === undefined) return DROPPED;
      const result = await this.#use(lane, request);
      if (result.kind !== 'refused') return result;
    }
  }

  async #use(lane: Ssh2Lane, request: ExecRequest): Promise<ChannelResult> {
    try {
      const result = await lane.run(request).finally(() => {
        lane.open -= 1;
      });
      if (result.kind === 'refused') await this.#learn(lane);
      else if (result.kind === 'unknown' && result.reason === 'dropped') this.#end();
      // A server that ends the connection with its only channel would leave it unknown whether the next command began.
      if (this.#habits.answersProbes === false) this.#inLife = 1;
      return result;
    } finally {
      this.#retire(lane);
      this.#wake();
    }
  }

  /** A connection on which a channel may be opened; undefined once all is closed. */
  async #take(): Promise<Ssh2Lane | undefined> {
    for (;;) {
      if (this.#closed) return undefined;
      const free = [...this.#lanes].find((lane) => this.#hasRoom(lane));
      if (free !== undefined) {
        free.open += 1;
        return free;
      }
      if (this.#lanes.size + this.#connecting < this.#maxLanes) await this.#addLane();
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #hasRoom({ closed, resting, open, served }: Ssh2Lane): boolean {
    return !closed && !resting && open < this.#atOnce && served + open < this.#inLife;
  }

  /** A server that takes no further connection beside those that it has is asked for no more of them at once. */
  async #addLane(): Promise<void> {
    this.#connecting += 1;
    try {
      this.#add(await this.#options.next());
    } catch (error) {
      if (this.#lanes.size === 0) throw error;
      this.#maxLanes = this.#lanes.size;
    } finally {
      this.#connecting -= 1;
      this.#wake();
    }
  }

  #add(opened: OpenClient): void {
    const lane = new Ssh2Lane(opened, { habits: this.#habits, tempo: this.#options.tempo });
    this.#lanes.add(lane);
    lane.onClose(() => {
      this.#lanes.delete(lane);
      // Where each connection serves so many commands and no more, that there is none is nothing special.
      if (this.#lanes.size === 0 && !Number.isFinite(this.#inLife)) this.#closed = true;
      this.#wake();
    });
    if (this.#closed) lane.end();
  }

  /**
   * The server opened no channel. One that is still at the end of the channel before refuses although nothing is open, and does
   * not after a moment.
   *
   * @throws ColoError NODE_SESSION_REFUSED where not even the first channel of a connection is opened
   */
  async #learn(lane: Ssh2Lane): Promise<void> {
    if (lane.open > 0) {
      this.#atOnce = Math.min(this.#atOnce, lane.open);
      return;
    }
    lane.refusals += 1;
    if (lane.refusals < MAX_REFUSALS) {
      lane.resting = true;
      await sleep(FIRST_PAUSE_MS * 2 ** (lane.refusals - 1));
      lane.resting = false;
      return;
    }
    if (lane.served > 0) {
      this.#inLife = Math.min(this.#inLife, lane.served);
      return;
    }
    this.#end();
    throw new ColoError('NODE_SESSION_REFUSED', "The host's SSH server opens no session channel.", {
      place: this.#options.place,
    });
  }

  /** Ends a connection that serves nobody any more. */
  #retire(lane: Ssh2Lane): void {
    if (lane.open > 0 || lane.served < this.#inLife) return;
    this.#lanes.delete(lane);
    lane.end();
  }

  /** A connection that lost a channel is not used again: leaked channels never come back. */
  #end(): void {
    this.#closed = true;
    for (const lane of this.#lanes) lane.end();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

const NOTHING = new Uint8Array();
const DROPPED = {
  kind: 'unknown',
  reason: 'dropped',
  stdout: NOTHING,
  stderr: NOTHING,
  truncated: false,
} as const satisfies ExecResult;
