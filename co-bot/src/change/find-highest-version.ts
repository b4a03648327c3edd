import { isColoError } from '@colo/schemas';
import type { GitStore } from '../ports/git-store.ts';
import { compareVersions } from '../registry/tag-names.ts';
import { desiredStatePath } from './paths.ts';
import { readSiteDesired } from './read-site-state.ts';

/**
 * The highest version of an application that a site was ever asked for on this branch. Automation proposes only what is
 * above it: so it never brings back what a person took away, by `/rollback` or by `git revert`.
 */
export async function findHighestVersion(
  git: GitStore,
  head: string,
  site: string,
  application: string,
): Promise<string | undefined> {
  let highest: string | undefined;
  for (const commit of await git.listFirstParents(head, [desiredStatePath(site)])) {
    for (const version of await listVersionsAt(git, commit, site, application)) {
      if (highest === undefined || compareVersions(version, highest) > 0) highest = version;
    }
  }
  return highest;
}

async function listVersionsAt(
  git: GitStore,
  commit: string,
  site: string,
  application: string,
): Promise<readonly string[]> {
  const tree = git.openTree(commit);
  try {
    const desired = await readSiteDesired(tree, site);
    const mine = desired?.spec.deployments.filter(({ applicationId }) => applicationId === application) ?? [];
    return mine.map(({ version }) => version);
  } catch (error) {
    // A commit whose desired state nobody could read never asked a site for anything.
    if (isColoError(error) && error.kind === 'terminal') return [];
    throw error;
  } finally {
    await tree.close();
  }
}
