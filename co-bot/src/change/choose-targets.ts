import type { Site } from '@colo/schemas/documents/site';
import { ColoError } from '@colo/schemas/errors';
import { parseSelector, selectTargets } from '@colo/schemas/selectors';
import { compareVersions, isInRange } from '../registry/tag-names.ts';
import type { ChangeRequest, ChangeTargets, UpdateChange } from './change-request.ts';
import { listChangedApplications } from './entry-fingerprint.ts';
import { findHighestVersion } from './find-highest-version.ts';
import { readSitePath, sitesFolder } from './paths.ts';
import type { Fleet } from './read-fleet.ts';
import type { RenderContext } from './render-context.ts';

/** A site that a change is for, with the hosts and applications that are meant. */
export interface Target {
  readonly site: Site;
  readonly hosts: readonly string[];
  readonly applications: readonly string[];
}

/**
 * The sites that a request is for, on this base.
 *
 * @throws ColoError SELECTOR_INVALID, SELECTOR_MATCHES_NOTHING, or CO_REQUEST_REFUSED when there are too many
 */
export async function chooseTargets(
  request: ChangeRequest,
  fleet: Fleet,
  context: RenderContext,
): Promise<readonly Target[]> {
  const targets = await choose(request, fleet, context);
  const most = fleet.policy.spec.limits?.sitesPerDeploy ?? DEFAULT_SITES_PER_DEPLOY;
  if (targets.length <= most) return targets;
  throw new ColoError(
    'CO_REQUEST_REFUSED',
    `This is for ${targets.length} sites; colo.yaml allows ${most} at once.`,
    {
      fix: 'Name fewer sites, or raise limits.sitesPerDeploy in colo.yaml.',
    },
  );
}

// The default in the schema of colo.yaml.
const DEFAULT_SITES_PER_DEPLOY = 10_000;

function choose(request: ChangeRequest, fleet: Fleet, context: RenderContext): Promise<readonly Target[]> {
  switch (request.verb) {
    case 'deploy': {
      const { application, selector } = request;
      return Promise.resolve(select(fleet, application, selector));
    }
    case 'update':
      return chooseTracking(request, fleet, context);
    case 'remove':
    case 'rollback':
    case 'hold':
    case 'resume':
      return chooseNamedOrMerged(request.targets, fleet, context);
  }
}

function chooseNamedOrMerged(
  targets: ChangeTargets,
  fleet: Fleet,
  context: RenderContext,
): Promise<readonly Target[]> {
  if (targets.kind === 'merge') return chooseMerged(targets.commit, fleet, context);
  return Promise.resolve(select(fleet, targets.application, targets.selector));
}

function select({ sites, policy }: Fleet, application: string, selector: string): readonly Target[] {
  const byName = new Map(sites.map((site) => [site.metadata.name, site]));
  return selectTargets(parseSelector(selector), sites, policy).flatMap(({ site, hosts }) => {
    const found = byName.get(site);
    return found === undefined ? [] : [{ site: found, hosts, applications: [application] }];
  });
}

/** Sites and applications that a merge changed, as far as the sites still exist. */
async function chooseMerged(
  commit: string,
  fleet: Fleet,
  { git, desiredAt }: RenderContext,
): Promise<readonly Target[]> {
  const parent = (await git.readCommit(commit)).parents[0];
  if (parent === undefined) return [];
  const byName = new Map(fleet.sites.map((site) => [site.metadata.name, site]));
  const targets: Target[] = [];
  for (const path of await git.listChangedPaths(parent, commit, [sitesFolder])) {
    const place = readSitePath(path);
    const site = byName.get(place?.site ?? '');
    if (place?.file !== 'desiredstate.yaml' || site === undefined) continue;
    const [before, after] = [await desiredAt(parent, place.site), await desiredAt(commit, place.site)];
    const applications = listChangedApplications(before, after);
    const hosts = site.spec.hosts.map((host) => host.name);
    if (applications.length > 0) targets.push({ site, hosts, applications });
  }
  return targets;
}

/** Sites with a deployment that tracks a range with this version, is not on hold, and never had it or a higher one. */
async function chooseTracking(
  request: UpdateChange,
  { sites }: Fleet,
  context: RenderContext,
): Promise<readonly Target[]> {
  const { application, version, source } = request;
  const targets: Target[] = [];
  for (const site of sites) {
    const name = site.metadata.name;
    const desired = await context.desiredAt(context.baseCommit, name);
    const hosts: string[] = [];
    for (const deployment of desired?.spec.deployments ?? []) {
      if (deployment.applicationId !== application || deployment.hold !== undefined) continue;
      if (deployment.source.repository !== source.repository) continue;
      if (deployment.track === undefined || !isInRange(version, deployment.track)) continue;
      const highest = await findHighestVersion(context, name, application);
      if (highest !== undefined && compareVersions(version, highest) <= 0) continue;
      hosts.push(...deployment.hosts);
    }
    if (hosts.length > 0) targets.push({ site, hosts: hosts.sort(), applications: [application] });
  }
  return targets;
}
