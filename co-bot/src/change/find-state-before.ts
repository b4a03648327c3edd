import type { DesiredState } from '@colo/schemas/documents/desired-state';
import type { RollbackChange } from './change-request.ts';
import { listChangedApplications } from './entry-fingerprint.ts';
import { desiredStatePath } from './paths.ts';
import type { RenderContext } from './render-context.ts';

/**
 * A site's desired state to go back to: at the commit that was named, before the merge that is rolled back, or before
 * the last commit that changed one of the applications.
 */
export async function findStateBefore(
  { git, desiredAt }: RenderContext,
  request: RollbackChange,
  site: string,
  applications: readonly string[],
): Promise<DesiredState | undefined> {
  if (request.to !== undefined) return desiredAt(request.to, site);
  if (request.targets.kind === 'merge') {
    const parent = (await git.readCommit(request.targets.commit)).parents[0];
    return parent === undefined ? undefined : desiredAt(parent, site);
  }
  const now = await desiredAt(request.asOf, site);
  for (const commit of await git.listFirstParents(request.asOf, [desiredStatePath(site)])) {
    const parent = (await git.readCommit(commit)).parents[0];
    if (parent === undefined) return undefined;
    const before = await desiredAt(parent, site);
    if (listChangedApplications(before, now).some((application) => applications.includes(application)))
      return before;
  }
  return undefined;
}
