import type { HostState } from '@colo/schemas/documents/actual-state';
import type { NodeObservation } from '../node/slot-report.ts';
import { findComponentState } from './host-state.ts';

/**
 * True when something that ran well when it was looked at last, and is the same version still, shows itself ill now. One
 * check that failed, or was too slow for a busy host, is no illness: it is worth a second look before anything is
 * restarted for it.
 */
export function hasSickened(before: HostState | undefined, { slots }: NodeObservation): boolean {
  return slots.some(({ slot, runs }) => {
    if (runs.kind !== 'component' || runs.health !== 'unhealthy') return false;
    const { observed } = findComponentState(before, slot) ?? {};
    return observed?.state === 'running' && observed.digest === runs.target;
  });
}
