import type { SlotName } from '../node/intent.ts';
import type { NodeObservation, SlotReport } from '../node/slot-report.ts';

/** The report of one slot in an observation. */
export function findSlot(observation: NodeObservation | undefined, slot: SlotName): SlotReport | undefined {
  return observation?.slots.find(
    (report) =>
      report.slot.site === slot.site &&
      report.slot.applicationId === slot.applicationId &&
      report.slot.deploymentId === slot.deploymentId &&
      report.slot.component === slot.component,
  );
}
