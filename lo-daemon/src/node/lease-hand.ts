import { ColoError } from '@colo/schemas/errors';
import type { HostLease, LeaseClaim, LeaseIdentity } from './host-lease.ts';
import type { RequestFields } from './write-request.ts';

/** An LO's hand on the lease of one host: who it says it is, and the number that the host gave it last. */
export class LeaseHand {
  readonly #identity: LeaseIdentity | undefined;
  #number = 0;

  constructor(identity: LeaseIdentity | undefined) {
    this.#identity = identity;
  }

  /** Fields of a request that takes or renews the lease; none without an identity: then it is only read. */
  writeClaim(claim: LeaseClaim = 'renew', commit?: string): RequestFields {
    const { holder, start, actor, seconds } = this.#identity ?? {};
    if (holder === undefined) return {};
    return { holder, 'lo-start': start, actor, claim, commit, 'lease-seconds': seconds };
  }

  /** Fields of a request that acts under the lease: the host refuses any other number than its own. */
  writeProof(): RequestFields {
    const { holder, start, seconds } = this.#identity ?? {};
    return holder === undefined
      ? {}
      : { holder, 'lo-start': start, 'lease-seconds': seconds, lease: this.#number };
  }

  /**
   * Takes in what a host says of its lease. A lease that nobody holds, and that did not become ours, could not be written.
   *
   * @throws ColoError NODE_PROTOCOL, NODE_DISK_FULL
   */
  note(lease: HostLease | undefined): HostLease | undefined {
    if (this.#identity === undefined) return lease;
    if (lease === undefined) throw new ColoError('NODE_PROTOCOL', 'The host says nothing of its lease.');
    if (!lease.own && !lease.live)
      throw new ColoError('NODE_DISK_FULL', 'The lease of the host cannot be written.');
    this.#number = lease.own ? lease.number : 0;
    return lease;
  }
}
