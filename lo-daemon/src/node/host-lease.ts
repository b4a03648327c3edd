/** Who an LO is to the leases of its hosts. */
export interface LeaseIdentity {
  /** 64 hex digits: one LO, on one machine, in one state folder. */
  readonly holder: string;
  /** 32 hex digits: this run of it. In memory only. */
  readonly start: string;
  /** What people read: `<host name>:<state folder>`. */
  readonly actor: string;
  /** A lease that was not renewed for so long, on the host's own clock, is free. */
  readonly seconds: number;
}

/**
 * How a lease is asked for.
 * - `fresh`: by a run of LO that has not seen the host's lease before; it goes on where a former run of the same LO was.
 * - `renew`: what is held is renewed, what is free is taken.
 * - `takeover`: a person moves the lease here, and allows to act on what is adopted here.
 */
export type LeaseClaim = 'fresh' | 'renew' | 'takeover';

/** A host's lease, as the host says. */
export interface HostLease {
  /** Rises with each change of who holds it. */
  readonly number: number;
  /** True when it is ours, by this very answer. */
  readonly own: boolean;
  /** True when somebody, we or another LO, holds it now. */
  readonly live: boolean;
  /** {@link LeaseIdentity.actor} of who holds it, or held it last. */
  readonly actor: string;
  /** Commit of the infra repo that the host's newest attempt was started for. */
  readonly commit?: string;
}

/** Time after which a lease that was not renewed is free, in seconds of the host's uptime. */
export const LEASE_SECONDS = 600;

/** How often a lease is renewed, as a part of the time after which it would be free. */
const RENEWALS = 3;

/** However soon a lease is free, renewals alone never keep a host at work. */
const MIN_PAUSE_MS = 1000;

/** Pause between two renewals, in milliseconds. */
export function computeRenewalPause(seconds: number): number {
  return Math.max(MIN_PAUSE_MS, (seconds * 1000) / RENEWALS);
}
