import type { ComponentState, HostState } from '@colo/schemas/documents/actual-state';
import type { NodeObservation, SlotReport } from '../node/slot-report.ts';
import type { ComponentKey } from './host-state.ts';

/** A component that was there at the last look, and of which a host shows nothing. */
export interface VanishedComponent {
  readonly key: ComponentKey;
  readonly state: ComponentState;
  /** What the records of its slot say; undefined where the host has none. */
  readonly report: SlotReport | undefined;
}

/** Lists what was there when the host was looked at last, and is not now; what a job is at work on is somewhere in between. */
export function listVanished(
  before: HostState | undefined,
  { slots }: Pick<NodeObservation, 'slots'>,
): readonly VanishedComponent[] {
  return Object.entries(before?.applications ?? {}).flatMap(([applicationId, { deploymentId, components }]) =>
    Object.entries(components).flatMap(([component, state]) => {
      if (state.observed === undefined || state.observed.state === 'absent') return [];
      const report = slots.find(
        ({ slot }) => slot.deploymentId === deploymentId && slot.component === component,
      );
      if (report?.runs.kind === 'component' || report?.phase === 'running') return [];
      return [{ key: { applicationId, deploymentId, component }, state, report }];
    }),
  );
}
