import type { PreparedComponent } from '../runtimes/runtime.ts';
import type { AttemptAction, Intent } from './intent.ts';

/** What LO decides about an attempt, beyond the prepared component. */
export interface AttemptPlan {
  readonly owner: string;
  readonly generation: number;
  readonly nonce: string;
  readonly action: Exclude<AttemptAction, 'remove'>;
  readonly commit: string;
  readonly onFailure: Intent['onFailure'];
}

/** The intent that installs, updates or replaces a prepared component. */
export function createIntent(prepared: PreparedComponent, plan: AttemptPlan): Intent {
  return {
    slot: {
      site: prepared.site,
      applicationId: prepared.applicationId,
      deploymentId: prepared.deploymentId,
      component: prepared.component,
    },
    owner: plan.owner,
    generation: plan.generation,
    nonce: plan.nonce,
    action: plan.action,
    type: prepared.type,
    target: prepared.target,
    contentDigest: prepared.contentDigest,
    commit: plan.commit,
    version: prepared.version,
    settings: prepared.settings,
    environment: prepared.environment,
    limits: prepared.limits,
    onFailure: plan.onFailure,
  };
}
