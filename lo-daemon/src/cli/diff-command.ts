import { computeHostDiff, type Operation } from '@colo/schemas/diff';
import { ColoError, isColoError } from '@colo/schemas/errors';
import { connectHost } from '../daemon/connect-host.ts';
import { computeOwner } from '../node/compute-owner.ts';
import { applyObservation } from '../reconcile/apply-observation.ts';
import { holdBlocked } from '../reconcile/hold-blocked.ts';
import { peekSecrets } from '../secrets/peek-secrets.ts';
import { loadRevision } from '../store/load-revision.ts';
import { openStore } from '../store/open-store.ts';
import type { CommandContext } from './command-context.ts';
import { formatOperations, type HostDiff } from './format-operations.ts';

/**
 * `lo diff`: looks at every host now and says what LO would do. Changes nothing, neither there nor in LO's state.
 *
 * @throws ColoError LO_NOTHING_ADOPTED, LO_NOT_CONVERGED when there is a difference
 */
export async function diffCommand({ settings, json, print }: CommandContext): Promise<void> {
  const { site, stateDir, markedAs } = settings;
  const store = openStore(stateDir, site);
  await store.state.load();
  const stored = await loadRevision(site, store);
  const revision = stored && (await peekSecrets(settings, store.blobs).seal(stored));
  if (revision === undefined) throw new ColoError('LO_NOTHING_ADOPTED', `Nothing is adopted in ${stateDir}.`);
  const owner = computeOwner(markedAs, site);
  const hosts = await Promise.all(
    revision.site.spec.hosts.map(async (host): Promise<HostDiff> => {
      const desired = revision.hosts.get(host.name);
      try {
        const client = connectHost(host, settings, owner);
        try {
          const observation = await client.observe({ search: true });
          const before = store.state.getHost(host.name);
          const actual = applyObservation({
            site,
            before,
            observation,
            desired,
            at: new Date().toISOString(),
          });
          const operations = holdBlocked(computeHostDiff({ host: host.name, desired, actual }), desired);
          return { host: host.name, operations };
        } finally {
          await client.close();
        }
      } catch (error) {
        if (!isColoError(error)) throw error;
        return { host: host.name, operations: [], problem: { code: error.code, message: error.message } };
      }
    }),
  );
  print(json ? JSON.stringify({ site, commit: revision.record.commit, hosts }) : formatOperations(hosts));
  if (hosts.some(({ operations, problem }) => problem !== undefined || operations.some(isDifference)))
    throw new ColoError('LO_NOT_CONVERGED', `The site ${site} differs from what is desired.`);
}

function isDifference({ kind, quarantined }: Operation): boolean {
  return kind !== 'noop' || quarantined !== undefined;
}
