import { listPlannedData, type PlannedData, type WrittenData } from '@colo/schemas/data';
import { diagnosticsToError } from '@colo/schemas/diagnostics';
import type { PackageSource } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';
import type { PackageContent } from '@colo/schemas/margo/content';
import type { AppPackage } from '@colo/schemas/margo/package';
import { computePlan, type SitePlan } from '@colo/schemas/plan';
import { renderDeploy } from '@colo/schemas/render';
import { resolveHosts } from '@colo/schemas/resolve';
import { listSiteGroups, parseSelector, selectTargets } from '@colo/schemas/selectors';
import { checkPackageContent } from '@colo/schemas/validate/package';
import type { DeployCommand } from '../../commands/index.ts';
import type { Fleet, FleetSite } from '../fleet/load-fleet.ts';

interface PlanRequest {
  readonly fleet: Fleet;
  readonly command: DeployCommand;
  readonly app: AppPackage;
  readonly content: PackageContent;
  readonly source: PackageSource;
  /** Files of the packages that are desired now, by digest. */
  readonly packages: ReadonlyMap<string, PackageContent>;
}

/** What the command would do to one site, or why it cannot. */
export type PlannedSite =
  | {
      readonly site: string;
      readonly ok: true;
      readonly plan: SitePlan;
      readonly warnings: readonly string[];
      /** What the components write that the plan installs or changes. */
      readonly data: readonly PlannedData[];
    }
  | { readonly site: string; readonly ok: false; readonly errors: readonly ColoError[] };

/**
 * Renders the command for every chosen site and compares, with the code that CO and LO use. Writes nothing.
 * Throws the code of what the fleet policy refuses in the package, SELECTOR_INVALID and SELECTOR_MATCHES_NOTHING.
 */
export function planDeploy(request: PlanRequest): readonly PlannedSite[] {
  const { fleet, command } = request;
  refuseByPolicy(request);
  const inventories = fleet.sites.map((site) => site.inventory);
  const targets = selectTargets(parseSelector(command.selector), inventories, fleet.policy);
  const known = new Map<string, readonly WrittenData[]>();
  return targets.map(({ site: name, hosts }) => {
    const site = fleet.sites.find((candidate) => candidate.name === name);
    if (site === undefined) throw new ColoError('INTERNAL', `the selector chose the unknown site ${name}`);
    return planSite(request, site, hosts, known);
  });
}

function refuseByPolicy({ fleet, app, content, source }: PlanRequest): void {
  const policy = fleet.policy.spec.packages ?? {};
  const found = checkPackageContent(app, content, { file: `${source.path}/margo.yaml`, policy });
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw diagnosticsToError(errors);
}

function planSite(
  request: PlanRequest,
  site: FleetSite,
  hosts: readonly string[],
  known: Map<string, readonly WrittenData[]>,
): PlannedSite {
  const { fleet, command, app, content, source } = request;
  const rendered = renderDeploy({
    site: site.inventory,
    groups: listSiteGroups(fleet.policy, site.inventory),
    current: site.desired,
    package: app,
    content,
    source,
    hosts,
    set: command.set,
    unset: command.unset,
    ...(command.secrets === undefined ? {} : { secrets: command.secrets }),
    ...(command.track === undefined ? {} : { track: command.track }),
    by: 'person',
  });
  if (!rendered.ok) return { site: site.name, ok: false, errors: rendered.errors };
  const packages = new Map([...request.packages, [source.digest, content]]);
  const after = resolveHosts(rendered.desired, packages);
  const plan = computePlan({
    site: site.name,
    before: site.desired === undefined ? [] : resolveHosts(site.desired, request.packages),
    after,
    ...(site.event === undefined ? {} : { event: site.event }),
  });
  const data = listPlannedData({ plan, after, packages, known });
  return { site: site.name, ok: true, plan, warnings: rendered.warnings, data };
}
