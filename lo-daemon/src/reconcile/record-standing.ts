import type { HostState } from '@colo/schemas/documents/actual-state';
import type { HostLease } from '../node/host-lease.ts';
import type { HostStanding } from './host-standing.ts';

export interface StandingRecord {
  readonly before: HostState | undefined;
  readonly lease: HostLease | undefined;
  readonly standing: HostStanding;
  /** UTC time, RFC 3339. */
  readonly at: string;
}

/** An observed host's state with who acts there and, where that is not this LO, with why it changes nothing. */
export function recordStanding(state: HostState, { before, lease, standing, at }: StandingRecord): HostState {
  const known = lease === undefined ? state : { ...state, lease: describeLease(lease) };
  if (standing.kind === 'acting') return known;
  const code = standing.kind === 'passive' ? 'LO_PASSIVE' : 'LO_HOST_AHEAD';
  const { message } = standing;
  const old = before?.problem;
  const since = old?.code === code && old.message === message ? old.since : at;
  return { ...known, problem: { code, message, since } };
}

function describeLease({ own, actor, number }: HostLease): NonNullable<HostState['lease']> {
  return { own, actor, number };
}
