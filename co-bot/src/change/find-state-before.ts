import type { DesiredState } from '@colo/schemas';
import type { GitStore } from '../ports/git-store.ts';
import type { RollbackChange } from './change-request.ts';
import { listChangedApplications } from './entry-fingerprint.ts';
import { desiredStatePath } from './paths.ts';
import { readSiteDesired } from './read-site-state.ts';

/**
 * A site's desired state to go back to: at the commit that was named, before the merge that is rolled back, or before
 * the last commit that changed one of the applications.
 */
export async function findStateBefore(
  git: GitStore,
  request: RollbackChange,
  site: string,
  applications: readonly string[],
): Promise<DesiredState | undefined> {
  if (request.to !== undefined) return readAt(git, request.to, site);
  if (request.targets.kind === 'merge') {
    const parent = (await git.readCommit(request.targets.commit)).parents[0];
    return parent === undefined ? undefined : readAt(git, parent, site);
  }
  const now = await readAt(git, request.asOf, site);
  for (const commit of await git.listFirstParents(request.asOf, [desiredStatePath(site)])) {
    const parent = (await git.readCommit(commit)).parents[0];
    if (parent === undefined) return undefined;
    const before = await readAt(git, parent, site);
    if (listChangedApplications(before, now).some((application) => applications.includes(application)))
      return before;
  }
  return undefined;
}

async function readAt(git: GitStore, commit: string, site: string): Promise<DesiredState | undefined> {
  const tree = git.openTree(commit);
  try {
    return await readSiteDesired(tree, site);
  } finally {
    await tree.close();
  }
}
