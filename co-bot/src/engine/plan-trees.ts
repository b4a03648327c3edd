import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';
import type { PackageContent } from '@colo/schemas/margo/content';
import { computePlan, type SitePlan } from '@colo/schemas/plan';
import { resolveHosts } from '@colo/schemas/resolve';
import { listPackageRefs } from '../change/compare-packages.ts';
import { createPackageLibrary, type PackageLibrary } from '../change/package-library.ts';
import { desiredStatePath, readSitePath, sitesFolder } from '../change/paths.ts';
import { readSiteDesired, readSiteEvent } from '../change/read-site-state.ts';
import type { TreeReader } from '../ports/git-store.ts';
import type { Session } from './open-session.ts';

/** What merging a tree would do to every site whose files changed. */
export async function planTrees(
  session: Session,
  merged: TreeReader,
  changed: readonly string[],
): Promise<readonly SitePlan[]> {
  const { git } = session.repository;
  const old = createPackageLibrary(session.tree, session.head, git);
  const next = createPackageLibrary(merged, session.head, git);
  const sites = new Set(changed.flatMap((path) => readSitePath(path)?.site ?? []));
  const history = await git.readHistory(session.head, sitesFolder);
  const plans: SitePlan[] = [];
  for (const site of [...sites].sort()) {
    const event = await readSiteEvent(session.events, site);
    const baseCommit = history.get(desiredStatePath(site))?.[0];
    plans.push(
      computePlan({
        site,
        before: await resolve(session.tree, old, site),
        after: await resolve(merged, next, site),
        ...(event === undefined ? {} : { event }),
        ...(baseCommit === undefined ? {} : { baseCommit }),
      }),
    );
  }
  return plans;
}

/** A site as it stands in a tree. What cannot be read counts as nothing here: the validation of the tree says why. */
async function resolve(
  tree: TreeReader,
  library: PackageLibrary,
  site: string,
): Promise<ReturnType<typeof resolveHosts>> {
  try {
    const desired: DesiredState | undefined = await readSiteDesired(tree, site);
    if (desired === undefined) return [];
    const contents = new Map<string, PackageContent>();
    for (const { application, digest } of listPackageRefs(desired)) {
      contents.set(digest, await library.read(application, digest));
    }
    return resolveHosts(desired, contents);
  } catch (error) {
    if (error instanceof ColoError && error.kind === 'terminal') return [];
    throw error;
  }
}
