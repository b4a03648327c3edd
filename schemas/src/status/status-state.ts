import type { DeploymentState } from './deployment-state.ts';

/** The four states of a GitHub commit status. */
export type CommitStatusState = 'error' | 'failure' | 'pending' | 'success';

/**
 * What LO has to say about an application on a host: a deployment state, or why there is none.
 * - `unusable`: the desired state cannot be read, so nothing is changed.
 * - `refused`: the site's own rules, host keys or guard say no.
 * - `superseded`: a newer commit took its place before it had come to an end; the detail says whether it was started.
 */
export type ReportedOutcome = DeploymentState | 'unusable' | 'refused' | 'superseded';

const STATE_OF = {
  pending: 'pending',
  installing: 'pending',
  removing: 'pending',
  installed: 'success',
  removed: 'success',
  failed: 'failure',
  unusable: 'failure',
  refused: 'error',
  superseded: 'error',
} as const satisfies Record<ReportedOutcome, CommitStatusState>;

export const reportedOutcomes: readonly ReportedOutcome[] = [
  'pending',
  'installing',
  'installed',
  'failed',
  'removing',
  'removed',
  'unusable',
  'refused',
  'superseded',
];

/**
 * The commit status that says `outcome`: `pending` waiting or working, `success` observed installed or removed,
 * `failure` tried and failed or desired state not usable, `error` refused or superseded.
 */
export function statusStateOf(outcome: ReportedOutcome): CommitStatusState {
  return STATE_OF[outcome];
}
