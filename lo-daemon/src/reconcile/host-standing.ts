import type { HostLease } from '../node/host-lease.ts';

/** Whether the history of what is adopted has a commit. `unknown`: only a poll can tell. */
export type HistoryAnswer = 'contained' | 'unknown' | 'absent';

/**
 * What LO may do on a host.
 * - `acting`: all.
 * - `passive`: another LO acts there; nothing is changed, and nothing is said of its applications.
 * - `behind`: the lease is ours, but the host was last changed for a commit that is not known to be in the history of what
 *   is adopted here; nothing is changed, and before the infra repo was asked nothing is said of its applications either.
 */
export type HostStanding =
  | { readonly kind: 'acting' }
  | { readonly kind: 'passive'; readonly message: string }
  | { readonly kind: 'behind'; readonly polled: boolean; readonly message: string };

const COMMIT_SHOWN = 12;

/** Decides from what the host says of its lease; a client without an identity is told nothing, and acts. */
export function decideStanding(
  lease: HostLease | undefined,
  adopted: string,
  answer: HistoryAnswer,
): HostStanding {
  if (lease === undefined) return { kind: 'acting' };
  if (!lease.own) return { kind: 'passive', message: `Another LO acts here: ${lease.actor}.` };
  if (lease.commit === undefined || answer === 'contained') return { kind: 'acting' };
  const [host, own] = [lease.commit, adopted].map((commit) => commit.slice(0, COMMIT_SHOWN));
  const message = `The host was last changed for commit ${host}, which is not in the history of ${own}, adopted here.`;
  return { kind: 'behind', polled: answer === 'absent', message };
}
