import type { Runtime } from '../runtimes/runtime.ts';
import type { HostTarget, Transport } from '../transports/transport.ts';
import type { LeaseIdentity } from './host-lease.ts';

/** Everything that `createNodeClient(options)` needs to act on one host. */
export interface NodeClientOptions {
  readonly target: HostTarget;
  readonly transport: Transport;
  readonly transportConfig?: Readonly<Record<string, unknown>>;
  /** Folder on the host, absolute, or relative to the user's login folder. */
  readonly workdir: string;
  /** Run the runner by `sudo -n`. */
  readonly sudo: boolean;
  /** Folders of the host searched for programs before the usual ones; absolute. */
  readonly searchPath: readonly string[];
  /** {@link computeOwner}. */
  readonly owner: string;
  /** The runtimes of this LO: their scripts make up the runner. */
  readonly runtimes: readonly Runtime[];
  /** LO configuration of each runtime, by id, already checked against its `configSchema`. */
  readonly runtimeConfig?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Who asks for the host's lease. Without it the host is only looked at: it refuses to act where it has a lease. */
  readonly lease?: LeaseIdentity;
  readonly timing?: Partial<NodeTiming>;
}

/** Deadlines and intervals of a node client, in milliseconds. */
export interface NodeTiming {
  readonly connectTimeoutMs: number;
  readonly observeTimeoutMs: number;
  readonly startTimeoutMs: number;
  /** One upload or one pull; an idle channel is noticed earlier by keepalive. */
  readonly stageTimeoutMs: number;
  /** How long one `look` stays on the node waiting for the attempt to end. */
  readonly lookWaitMs: number;
  /** First and largest pause between reconnects while waiting. */
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
  /** A wait for an attempt ends when the host has not answered for so long. */
  readonly unreachableMs: number;
}
