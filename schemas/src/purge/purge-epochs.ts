import type { Purge } from '../generated/desired-state.ts';

/** The highest epoch that a list of tombstones has for an application; 0 where it has none. */
export function findHighestEpoch(purged: readonly Purge[] | undefined, applicationId: string): number {
  const epochs = (purged ?? []).filter((entry) => entry.applicationId === applicationId);
  return Math.max(0, ...epochs.map(({ epoch }) => epoch));
}

/** Epochs by host and application id. */
export type EpochsByHost = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The epochs of a list of tombstones, by host and then application. */
export function indexEpochs(purged: readonly Purge[] | undefined): EpochsByHost {
  const index = new Map<string, Map<string, number>>();
  for (const { applicationId, hosts, epoch } of purged ?? [])
    for (const host of hosts) {
      const epochs = index.get(host) ?? new Map<string, number>();
      epochs.set(applicationId, Math.max(epoch, epochs.get(applicationId) ?? 0));
      index.set(host, epochs);
    }
  return index;
}

/** An application on a host whose data goes by a change. */
export interface RaisedPurge {
  readonly host: string;
  readonly applicationId: string;
}

/**
 * Where a newer list asks for a purge that an older one did not. A lower epoch, or one that is gone, as after a revert, asks
 * for nothing: what was purged stays purged.
 */
export function listRaisedPurges(
  before: readonly Purge[] | undefined,
  after: readonly Purge[] | undefined,
): readonly RaisedPurge[] {
  const old = indexEpochs(before);
  return [...indexEpochs(after)].flatMap(([host, epochs]) =>
    [...epochs].flatMap(([applicationId, epoch]) =>
      epoch > (old.get(host)?.get(applicationId) ?? 0) ? [{ host, applicationId }] : [],
    ),
  );
}
