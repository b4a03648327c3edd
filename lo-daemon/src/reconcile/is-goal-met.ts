import type { ComponentStep } from '@colo/schemas/diff';
import type { ComponentState } from '@colo/schemas/documents/actual-state';

/** True when the observation after a step shows what the step was to reach. */
export function isGoalMet(step: ComponentStep, after: ComponentState | undefined): boolean {
  if (step.action === 'remove') return after?.observed === undefined || after.observed.state === 'absent';
  return after?.observed?.state === 'running' && after.observed.digest === step.to;
}
