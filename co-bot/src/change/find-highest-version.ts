import { compareVersions } from '../registry/tag-names.ts';
import { desiredStatePath, sitesFolder } from './paths.ts';
import type { RenderContext } from './render-context.ts';

/**
 * The highest version of an application that a site was ever asked for on the default branch. Automation proposes only
 * what is above it: so it never brings back what a person took away, by `/rollback` or by `git revert`.
 */
export async function findHighestVersion(
  { git, baseCommit, desiredAt }: RenderContext,
  site: string,
  application: string,
): Promise<string | undefined> {
  let highest: string | undefined;
  const history = await git.readHistory(baseCommit, sitesFolder);
  for (const commit of history.get(desiredStatePath(site)) ?? []) {
    for (const { applicationId, version } of (await desiredAt(commit, site))?.spec.deployments ?? []) {
      if (applicationId !== application) continue;
      if (highest === undefined || compareVersions(version, highest) > 0) highest = version;
    }
  }
  return highest;
}
