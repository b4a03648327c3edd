import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { ParameterTarget, ParameterValue } from '../generated/desired-state.ts';
import { ownValue } from '../resolve/own-value.ts';
import type { DeployRequest } from './deploy-request.ts';
import type { DeploymentDraft } from './draft-deployments.ts';
import { listTargets } from './list-targets.ts';

/** One parameter of a deployment: the value that most hosts share, and each host's own. */
export interface DraftParameter {
  readonly name: string;
  readonly targets: readonly ParameterTarget[];
  /** Undefined when nothing but hosts give a value. */
  readonly shared: ParameterValue | undefined;
  /** By host, in the order of hosts; undefined where no layer has a value. */
  readonly byHost: ReadonlyMap<string, ParameterValue | undefined>;
}

/**
 * Values by precedence, low to high: package default, group (in policy order), site, host, override. Sorted by name;
 * parameters without a target in the profile are left out.
 */
export function resolveParameters(
  request: DeployRequest,
  draft: DeploymentDraft,
  overrides: ReadonlyMap<string, ParameterValue>,
): readonly DraftParameter[] {
  const app = request.package;
  return Object.keys(app.parameters)
    .sort(compareCodePoints)
    .flatMap((name) => {
      const targets = listTargets(app, draft.profile, name);
      if (targets.length === 0) return [];
      const override = overrides.get(name);
      const shared = override ?? findSharedValue(request, name);
      const byHost = draft.hosts.map((host): [string, ParameterValue | undefined] => [
        host,
        override ?? findHostValue(request, host, name) ?? shared,
      ]);
      return [{ name, targets, shared, byHost: new Map(byHost) }];
    });
}

function findSharedValue(
  { site, groups, package: app }: DeployRequest,
  name: string,
): ParameterValue | undefined {
  const layers = [site.spec.parameters, ...groups.map(({ parameters }) => parameters).reverse()];
  for (const layer of layers) {
    const value = ownValue(ownValue(layer, app.id), name);
    if (value !== undefined) return value;
  }
  return ownValue(app.parameters, name)?.value;
}

function findHostValue(
  { site, package: app }: DeployRequest,
  host: string,
  name: string,
): ParameterValue | undefined {
  const found = site.spec.hosts.find((candidate) => candidate.name === host);
  return ownValue(ownValue(found?.parameters, app.id), name);
}
