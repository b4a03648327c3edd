import { ownValue } from '../resolve/own-value.ts';
import type { ResolvedHost } from '../resolve/resolved.ts';

/**
 * Purges that a change takes back, as a revert does: it asks no host for anything, and what was deleted stays deleted.
 */
export function listLostData(before: ResolvedHost, after: ResolvedHost | undefined): readonly string[] {
  return Object.entries(before.purges ?? {})
    .filter(([applicationId, epoch]) => (ownValue(after?.purges, applicationId) ?? 0) < epoch)
    .map(
      ([applicationId, epoch]) =>
        `${applicationId}: its data was deleted by purge ${epoch}; it is gone, and this change does not bring it back`,
    );
}
