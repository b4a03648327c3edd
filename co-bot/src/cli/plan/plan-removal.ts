import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';
import type { PackageContent } from '@colo/schemas/margo/content';
import { computePlan } from '@colo/schemas/plan';
import { resolveHosts } from '@colo/schemas/resolve';
import { parseSelector, selectTargets } from '@colo/schemas/selectors';
import { removeFromHosts } from '../../change/remove-from-hosts.ts';
import type { RemoveCommand } from '../../commands/index.ts';
import type { Fleet, FleetSite } from '../fleet/load-fleet.ts';
import type { PlannedSite } from './plan-deploy.ts';

interface RemovalPlanRequest {
  readonly fleet: Fleet;
  readonly command: RemoveCommand;
  /** Files of the packages that are desired now, by digest. */
  readonly packages: ReadonlyMap<string, PackageContent>;
}

/**
 * What a removal would do to every chosen site, by the code that CO and LO use. Writes nothing.
 * Throws SELECTOR_INVALID and SELECTOR_MATCHES_NOTHING.
 */
export function planRemoval({ fleet, command, packages }: RemovalPlanRequest): readonly PlannedSite[] {
  const inventories = fleet.sites.map((site) => site.inventory);
  const targets = selectTargets(parseSelector(command.scope.selector), inventories, fleet.policy);
  return targets.map(({ site: name, hosts }) => {
    const site = fleet.sites.find((candidate) => candidate.name === name);
    if (site === undefined) throw new ColoError('INTERNAL', `the selector chose the unknown site ${name}`);
    return planSite(site, hosts, command, packages);
  });
}

function planSite(
  site: FleetSite,
  hosts: readonly string[],
  { scope, purge }: RemoveCommand,
  packages: ReadonlyMap<string, PackageContent>,
): PlannedSite {
  const current: DesiredState = site.desired ?? {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'DesiredState',
    metadata: { site: site.name },
    spec: { deployments: [] },
  };
  const rendered = removeFromHosts({
    site: site.inventory,
    current,
    applicationId: scope.application,
    hosts,
    ...(purge === true ? { floor: 0 } : {}),
  });
  if (!rendered.ok) return { site: site.name, ok: false, errors: rendered.errors };
  const plan = computePlan({
    site: site.name,
    before: resolveHosts(current, packages),
    after: resolveHosts(rendered.desired, packages),
    ...(site.event === undefined ? {} : { event: site.event }),
  });
  return { site: site.name, ok: true, plan, warnings: rendered.warnings, data: [] };
}
