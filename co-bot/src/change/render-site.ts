import type { DesiredState } from '@colo/schemas/documents/desired-state';
import type { ColoError } from '@colo/schemas/errors';
import {
  clearHold,
  type RenderedSite,
  renderDeploy,
  restoreDeployments,
  setHold,
} from '@colo/schemas/render';
import { listSiteGroups } from '@colo/schemas/selectors';
import type { LoadedPackage } from '../registry/load-package.ts';
import type {
  ChangeRequest,
  DeployChange,
  RemoveChange,
  RollbackChange,
  UpdateChange,
} from './change-request.ts';
import type { Target } from './choose-targets.ts';
import { findHighestEpochEver } from './find-highest-epoch.ts';
import { findStateBefore } from './find-state-before.ts';
import type { Fleet } from './read-fleet.ts';
import { removeFromHosts } from './remove-from-hosts.ts';
import type { RenderContext } from './render-context.ts';

interface SiteRequest {
  readonly request: ChangeRequest;
  readonly target: Target;
  readonly current: DesiredState | undefined;
  readonly fleet: Fleet;
  /** The package of a deploy or an update. */
  readonly loaded: LoadedPackage | undefined;
  readonly context: RenderContext;
}

/** One site's new desired state, by the kind of request. */
export async function renderSite(site: SiteRequest): Promise<RenderedSite> {
  const { request, target } = site;
  switch (request.verb) {
    case 'deploy':
    case 'update':
      return renderPackage(site, request);
    case 'rollback':
      return renderRollback(site, request);
    case 'remove': {
      const floors = await findFloors(site, request);
      return forEachApplication(site, (current, applicationId) => {
        const floor = floors.get(applicationId);
        const { site: inventory, hosts } = target;
        return removeFromHosts({
          site: inventory,
          current,
          applicationId,
          hosts,
          ...(floor === undefined ? {} : { floor }),
        });
      });
    }
    case 'hold': {
      const hold = { reason: request.reason, by: request.by };
      return forEachApplication(site, (state, applicationId) =>
        setHold({ current: state, applicationId, hold }),
      );
    }
    case 'resume':
      return forEachApplication(site, (state, applicationId) => clearHold({ current: state, applicationId }));
  }
}

/** The highest epochs ever, of what is purged too. */
async function findFloors(
  { target, context }: SiteRequest,
  { purge }: RemoveChange,
): Promise<ReadonlyMap<string, number>> {
  const floors = new Map<string, number>();
  if (purge !== true) return floors;
  const name = target.site.metadata.name;
  for (const application of target.applications)
    floors.set(application, await findHighestEpochEver(context, name, application));
  return floors;
}

function renderPackage(
  { target, current, fleet, loaded }: SiteRequest,
  request: DeployChange | UpdateChange,
): RenderedSite {
  const name = target.site.metadata.name;
  if (loaded === undefined) return { ok: false, site: name, errors: [] };
  return renderDeploy({
    site: target.site,
    groups: listSiteGroups(fleet.policy, target.site),
    current,
    package: loaded.package,
    content: loaded.content,
    source: request.source,
    hosts: target.hosts,
    ...(request.verb === 'deploy'
      ? {
          set: request.set,
          unset: request.unset,
          ...(request.secrets === undefined ? {} : { secrets: request.secrets }),
          ...(request.track === undefined ? {} : { track: request.track }),
          by: 'person' as const,
        }
      : { by: 'automation' as const }),
  });
}

async function renderRollback(
  { target, current, context }: SiteRequest,
  request: RollbackChange,
): Promise<RenderedSite> {
  const name = target.site.metadata.name;
  const hold = { reason: `rolled back by ${request.by}`, by: request.by };
  const earlier = await findStateBefore(context, request, name, target.applications);
  const restored = { site: target.site, current, earlier, applicationIds: target.applications, hold };
  return restoreDeployments(restored);
}

/** Applies a change to one application after the other, on the state that the one before left. */
function forEachApplication(
  { target, current }: SiteRequest,
  change: (state: DesiredState, applicationId: string) => RenderedSite,
): RenderedSite {
  const site = target.site.metadata.name;
  let state: DesiredState = current ?? {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'DesiredState',
    metadata: { site },
    spec: { deployments: [] },
  };
  const errors: ColoError[] = [];
  const warnings: string[] = [];
  let changed = false;
  for (const applicationId of target.applications) {
    const rendered = change(state, applicationId);
    if (rendered.ok) {
      state = rendered.desired;
      changed ||= rendered.changed;
      warnings.push(...rendered.warnings);
    } else errors.push(...rendered.errors);
  }
  return errors.length > 0
    ? { ok: false, site, errors }
    : { ok: true, site, desired: state, changed, warnings };
}
