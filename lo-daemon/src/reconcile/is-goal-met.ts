import type { ComponentStep } from '@colo/schemas/diff';
import type { HostState } from '@colo/schemas/documents/actual-state';
import { type ComponentKey, findComponentState } from './host-state.ts';

/** True when the observation of a host after a step shows what the step was to reach. */
export function isGoalMet(step: ComponentStep, key: ComponentKey, host: HostState | undefined): boolean {
  if (step.purge !== undefined) return (host?.purges?.[key.applicationId]?.epoch ?? 0) >= step.purge;
  const after = findComponentState(host, key);
  if (step.action === 'remove') return after?.observed === undefined || after.observed.state === 'absent';
  return after?.observed?.state === 'running' && after.observed.digest === step.to;
}
