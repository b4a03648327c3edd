import type { AttemptLimits } from '../runtimes/runtime.ts';
import type { Intent, SlotName } from './intent.ts';

export interface RemovePlan {
  readonly slot: SlotName;
  readonly owner: string;
  readonly generation: number;
  readonly nonce: string;
  /** Id of the runtime that the component was installed with. */
  readonly type: string;
  readonly commit: string;
  readonly limits?: AttemptLimits;
  /** {@link Intent.purge} */
  readonly purge?: number;
}

/** Time that a removal may take where nobody says otherwise, in seconds. */
const DEFAULT_LIMITS: AttemptLimits = { installSeconds: 120, healthSeconds: 10, stopSeconds: 120 };

/** Time that the purge of one component may take, in seconds: much data takes long to delete. */
const PURGE_LIMITS: AttemptLimits = { ...DEFAULT_LIMITS, stopSeconds: 900 };

/** The intent that removes whatever a slot has. It needs no package: the node knows what it installed. */
export function createRemoveIntent(plan: RemovePlan): Intent {
  return {
    slot: plan.slot,
    owner: plan.owner,
    generation: plan.generation,
    nonce: plan.nonce,
    action: 'remove',
    type: plan.type,
    target: 'none',
    contentDigest: 'none',
    commit: plan.commit,
    version: 'none',
    settings: {},
    environment: {},
    limits: plan.limits ?? (plan.purge === undefined ? DEFAULT_LIMITS : PURGE_LIMITS),
    onFailure: 'stop',
    ...(plan.purge === undefined ? {} : { purge: plan.purge }),
  };
}
