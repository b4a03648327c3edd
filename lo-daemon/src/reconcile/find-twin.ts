import type { HostState } from '@colo/schemas/documents/actual-state';
import type { HostFacts } from '../node/slot-report.ts';

/** What is known of the hosts of the inventory. */
export interface KnownHosts {
  listHosts(): readonly string[];
  getHost(host: string): HostState | undefined;
}

/**
 * The other host of the site that is this one: the same boot of a machine, and the same folder there. Who was seen first has it,
 * also later: the state of a host that is refused never says that the folder is its own.
 *
 * After a boot the one that has it may not have been looked at yet. Who was refused before stays so until then; machines that
 * were only made from one image are told apart by their boots.
 */
export function findTwin(host: string, facts: HostFacts, known: KnownHosts): string | undefined {
  const { bootId, folder } = facts;
  if (bootId === '' || folder === undefined) return undefined;
  const bootedAt = Date.now() - facts.uptimeSeconds * 1000;
  const wasRefused = known.getHost(host)?.problem?.code === 'NODE_HOST_SAME';
  return known.listHosts().find((name) => {
    const other = known.getHost(name);
    if (name === host || other?.folder !== folder) return false;
    const isSeenSince = Date.parse(other.observedAt ?? '') >= bootedAt;
    return other.bootId === bootId || (wasRefused && !isSeenSince);
  });
}
