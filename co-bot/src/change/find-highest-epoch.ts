import { findHighestEpoch } from '@colo/schemas/purge';
import { desiredStatePath, sitesFolder } from './paths.ts';
import type { RenderContext } from './render-context.ts';

/**
 * The highest epoch to which a site was ever asked to purge an application on the default branch; 0 where it never was. A
 * revert takes a tombstone away, and hosts keep the epoch that they have purged to: the next purge must be above it.
 */
export async function findHighestEpochEver(
  { git, baseCommit, desiredAt }: RenderContext,
  site: string,
  application: string,
): Promise<number> {
  let highest = 0;
  const history = await git.readHistory(baseCommit, sitesFolder);
  for (const commit of history.get(desiredStatePath(site)) ?? []) {
    const desired = await desiredAt(commit, site);
    highest = Math.max(highest, findHighestEpoch(desired?.spec.purged, application));
  }
  return highest;
}
