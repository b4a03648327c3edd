import type { ComponentState, HostState } from '@colo/schemas/documents/actual-state';
import { PURGE_DEPLOYMENT } from '@colo/schemas/purge';
import { settleAttempt } from '../actuate/settle-attempt.ts';
import type { NodeObservation, SlotReport } from '../node/slot-report.ts';

type Purges = NonNullable<HostState['purges']>;

/**
 * How far the data of applications was purged on a host, after looking at it. The node's word replaces the record: an epoch
 * that it does not tell is 0 again, as on a host that was put back from an older copy with the data that was deleted.
 *
 * @param at UTC time, RFC 3339
 * @returns undefined where nothing is known of any purge
 */
export function observePurges(
  before: HostState['purges'],
  { purges = {}, slots }: Pick<NodeObservation, 'purges' | 'slots'>,
  at: string,
): Purges | undefined {
  const reports = new Map(
    slots
      .filter(({ slot }) => slot.deploymentId === PURGE_DEPLOYMENT)
      .map((report) => [report.slot.component, report]),
  );
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(purges), ...reports.keys()]);
  const found: Purges = {};
  for (const name of [...names].sort()) {
    const slot = observeSlot(before?.[name]?.slot, reports.get(name), at);
    const { epoch, kept } = purges[name] ?? { epoch: 0, kept: false };
    if (epoch > 0 || slot !== undefined)
      found[name] = { epoch, ...(kept ? { kept } : {}), ...(slot === undefined ? {} : { slot }) };
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

function observeSlot(
  before: ComponentState | undefined,
  report: SlotReport | undefined,
  at: string,
): ComponentState | undefined {
  if (before === undefined && (report?.generation ?? 0) === 0) return undefined;
  const known = before ?? { type: 'none', source: '', generation: 0, dirty: false };
  const settled = settleAttempt({ ...known, generation: report?.generation ?? 0 }, report, at);
  return { ...settled, dirty: settled.attempt?.outcome === 'open' || report?.phase === 'running' };
}
