import type { PreparedComponent } from '../runtimes/runtime.ts';
import type { HostLease, LeaseClaim } from './host-lease.ts';
import type { Intent, SlotName } from './intent.ts';
import type { AttemptResult, NodeObservation, SlotReport } from './slot-report.ts';

/** Answer to `start`. Only `started` has begun something. */
export type StartReply =
  | { readonly kind: 'started'; readonly generation: number; readonly nonce: string }
  /** A job holds the slot: ours when the nonce is ours, else wait for it or plan again. */
  | {
      readonly kind: 'running';
      readonly generation: number;
      readonly nonce: string;
      readonly target: string;
    }
  /** The node's generation is not the one before ours: observe and plan again. */
  | { readonly kind: 'stale'; readonly report: SlotReport }
  /** The slot carries another owner's mark: stay passive and say so. */
  | { readonly kind: 'fenced'; readonly owner: string }
  /** Another LO holds the host's lease, or nobody knows who does: observe, and stay passive until it is ours. */
  | { readonly kind: 'passive'; readonly actor: string };

/** How `wait` ended. Everything but `finished` asks for an observation. */
export type AttemptEnd =
  | {
      readonly kind: 'finished';
      readonly result: AttemptResult;
      readonly report: SlotReport;
      readonly logTail: string;
    }
  | { readonly kind: 'lost'; readonly report: SlotReport }
  | { readonly kind: 'never-ran'; readonly report: SlotReport }
  /** The slot's newest attempt is another one. */
  | { readonly kind: 'superseded'; readonly report: SlotReport }
  /** The deadline passed; the job may still be at work. */
  | { readonly kind: 'still-running'; readonly report: SlotReport };

export interface WaitOptions {
  readonly generation: number;
  readonly nonce: string;
  /** How long to wait, in milliseconds. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  onProgress?(report: SlotReport): void;
  /** Called when the way to the node failed and is tried again. */
  onReconnect?(error: unknown): void;
}

/** What clean-up keeps besides the newest, running and last-good of each slot. */
export interface CleanUpKeep {
  /** Content digests that LO still needs (`sha256:…`). */
  readonly contentDigests: readonly string[];
}

export interface ObserveOptions {
  readonly signal?: AbortSignal;
  /** How the host's lease is asked for; `renew` by default. */
  readonly claim?: LeaseClaim;
  /** Looks for what runs of slots that the host has no record of as well, by ways that cost the host time. */
  readonly search?: boolean;
  /** With `takeover`: the adopted commit, which the host remembers in place of that of its newest attempt. */
  readonly commit?: string | undefined;
}

export interface CleanUpReport {
  readonly removedContents: number;
  readonly removedAttempts: number;
  readonly removedRunners: number;
}

/**
 * LO's hand on one host. Methods throw a ColoError: those of Transport.connect; NODE_OUTCOME_UNKNOWN (transient) when
 * the channel ended without a status; NODE_REQUIREMENT_MISSING, NODE_PROTOCOL (terminal for that host).
 * After an error of `start` the outcome is unknown: `look`, never start blindly.
 */
export interface NodeClient {
  /** Takes or renews the host's lease, and reads facts and every slot under our owner mark, in one execution. */
  observe(options?: ObserveOptions): Promise<NodeObservation>;
  /** Renews the lease alone, while other work goes on; undefined for a client without an identity. */
  renew(): Promise<HostLease | undefined>;
  start(intent: Intent): Promise<StartReply>;
  look(slot: SlotName): Promise<SlotReport>;
  /** Waits for an attempt to end; a dropped channel is opened again; never starts anything. */
  wait(slot: SlotName, options: WaitOptions): Promise<AttemptEnd>;
  /** Makes the content present and verified on the node, and fetches what the runtime needs. Repeatable. */
  stage(prepared: PreparedComponent, options?: { readonly signal?: AbortSignal }): Promise<void>;
  /** Starts what the node's own records say is running, after a boot and for who holds the lease; then observes. */
  boot(options?: Pick<ObserveOptions, 'search'>): Promise<NodeObservation>;
  cleanUp(keep: CleanUpKeep): Promise<CleanUpReport>;
  /** What is unusual about the way to the host, and works nevertheless. */
  readonly notice: string | undefined;
  close(): Promise<void>;
}
