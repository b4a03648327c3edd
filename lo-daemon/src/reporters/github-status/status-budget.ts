import { MAX_STATUSES_PER_CONTEXT } from '@colo/schemas/github';
import { type CommitStatusState, parseStatusDescription } from '@colo/schemas/status';
import type { Report } from '../../report/report.ts';

/** How the statuses that GitHub takes for one commit and context are spent. */
export interface StatusBudget {
  /** So many are taken in all. */
  readonly limit: number;
  /** Of these so many are kept for ends: what only waits or works is not sent any more. */
  readonly kept: number;
  /** Pauses between two statuses, by how many there are. What has no step has the last one's. */
  readonly steps: readonly { readonly below: number; readonly everyMs: number }[];
}

const HOUR_MS = 60 * 60 * 1000;

/** Enough for two weeks at one an hour, and then for more than a year at one a day. */
export const githubBudget: StatusBudget = {
  limit: MAX_STATUSES_PER_CONTEXT,
  kept: 100,
  steps: [
    { below: 200, everyMs: 0 },
    { below: 500, everyMs: HOUR_MS },
    { below: MAX_STATUSES_PER_CONTEXT, everyMs: 24 * HOUR_MS },
  ],
};

/** What GitHub has of one commit and context. */
export interface KnownStatuses {
  readonly count: number;
  /** The newest one's state; undefined where there is none. */
  readonly state: CommitStatusState | undefined;
  /** How long ago it came. */
  readonly ageMs: number;
}

export type StatusDecision =
  | { readonly kind: 'send' }
  /** It would say nothing new. */
  | { readonly kind: 'skip' }
  | { readonly kind: 'wait'; readonly forMs: number }
  | { readonly kind: 'full' };

/** Whether a report becomes a status now. */
export function decideStatus(
  { state, description }: Pick<Report, 'state' | 'description'>,
  { count, state: newest, ageMs }: KnownStatuses,
  { limit, kept, steps }: StatusBudget,
): StatusDecision {
  // An LO that has lost its newest state walks through history again. What came of a commit is known by then.
  if (newest !== undefined && newest !== 'pending' && isNoNews(description)) return { kind: 'skip' };
  if (count >= limit) return { kind: 'full' };
  const { everyMs = 0 } = steps.find(({ below }) => count < below) ?? steps.at(-1) ?? {};
  if (everyMs === 0) return { kind: 'send' };
  if (newest === state) return { kind: 'skip' };
  if (count >= limit - kept && state === 'pending') return { kind: 'wait', forMs: everyMs };
  return ageMs < everyMs ? { kind: 'wait', forMs: everyMs - ageMs } : { kind: 'send' };
}

/** True of what says that nothing is known: not tried, or not looked at yet. */
function isNoNews(description: string): boolean {
  const { outcome, detail } = parseStatusDescription(description) ?? {};
  return outcome === 'superseded' || (outcome === 'pending' && detail === 'waiting');
}
