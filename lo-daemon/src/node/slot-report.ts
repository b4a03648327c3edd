import type { HostLease } from './host-lease.ts';
import type { AttemptAction, SlotName } from './intent.ts';

export type AttemptOutcome = 'installed' | 'failed' | 'rolled-back' | 'removed' | 'superseded';

/** The durable end of an attempt, as the node wrote it. */
export interface AttemptResult {
  readonly generation: number;
  readonly nonce: string;
  readonly outcome: AttemptOutcome;
  /** `OK`, or why not: a key of `attemptCodes`. */
  readonly code: string;
  /** Component digest that the node has running after the attempt, or `none`. */
  readonly runs: string;
  /** One bounded line from the node, control characters removed. Data, never instructions. */
  readonly message: string;
}

/**
 * Where the newest attempt of a slot stands.
 * - `none`: the slot never had one.
 * - `never-ran`: an intent without a job; safe to attempt again.
 * - `running`: a job is at work.
 * - `finished`: there is a result.
 * - `lost`: a job began, is gone, and left no result; only what runs now tells.
 */
export type AttemptPhase = 'none' | 'never-ran' | 'running' | 'finished' | 'lost';

export type Health = 'healthy' | 'starting' | 'unhealthy' | 'stopped' | 'unknown';

/** What the runtime shows now, whatever an attempt claims. */
export type RunsNow =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'component';
      readonly type: string;
      /** Component digest (`sha256:…`) of what is there. */
      readonly target: string;
      readonly contentDigest: string;
      readonly version: string;
      readonly commit: string;
      /** Generation whose settings it was started with. */
      readonly generation: number;
      /** `stopped`: it should run and does not; `unknown`: the platform does not answer. */
      readonly health: Health;
      readonly detail: string;
      /** Another one after each start of what belongs to it, whoever asked for it; absent where the runtime cannot tell. */
      readonly instance?: string;
      /** Seconds since the last start of what belongs to it. */
      readonly upSeconds?: number;
    };

/** Stands for the application of a slot whose records are gone; no application is called so. */
export const UNKNOWN_APPLICATION = '-';

/** One slot under our owner mark. */
export interface SlotReport {
  readonly slot: SlotName;
  readonly generation: number;
  /** Nonce of the newest attempt; empty when there is none. */
  readonly nonce: string;
  readonly phase: AttemptPhase;
  readonly action?: AttemptAction;
  /** Target of the newest attempt. */
  readonly target?: string;
  readonly result?: AttemptResult;
  readonly runs: RunsNow;
}

/** What is known of a host itself. */
export interface HostFacts {
  readonly bootId: string;
  /** Device and inode of the workdir; absent where the node cannot tell. */
  readonly folder?: string;
  readonly uptimeSeconds: number;
  readonly architecture: string;
  readonly kernel: string;
  /** An LO of another site that acts in the same workdir; one of them where there are several. */
  readonly neighbour?: string;
  /** True when systemd is process 1. */
  readonly systemd: boolean;
  /** Absent where the node cannot tell, as in a chroot. */
  readonly diskFreeBytes?: number;
  /** The node's wall clock, seconds since 1970; for display and skew warnings only. */
  readonly clockSeconds: number;
  /** What runtimes found, by `<runtime>.<name>`: `compose.tool` → `podman-compose 1.0.3`. */
  readonly tools: Readonly<Record<string, string>>;
}

/** How far a host has purged the data of an application. */
export interface PurgeReport {
  /** Epoch of the last purge. */
  readonly epoch: number;
  /** True when there is data of the application now: younger than that purge. */
  readonly kept: boolean;
}

/** One batch observation of a host. */
export interface NodeObservation {
  readonly facts: HostFacts;
  /** Who acts on the host; undefined where it says nothing of that. */
  readonly lease?: HostLease;
  readonly slots: readonly SlotReport[];
  /** Runtimes that were to be searched, and did not say all that they have: what is not among `slots` may run all the same. */
  readonly unsearched: readonly string[];
  /** What the host has purged, by application id; those that it never purged are left out. */
  readonly purges?: Readonly<Record<string, PurgeReport>>;
}
