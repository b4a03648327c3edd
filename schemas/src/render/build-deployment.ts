import { canonicalJson } from '../digests/canonical-json.ts';
import type { Deployment, ParameterValue, ResolvedParameter } from '../generated/desired-state.ts';
import type { DeployRequest } from './deploy-request.ts';
import type { DeploymentDraft } from './draft-deployments.ts';
import type { DraftParameter } from './resolve-parameters.ts';

/** The entry of the desired state; every parameter must have passed its checks. */
export function buildDeployment(
  request: DeployRequest,
  draft: DeploymentDraft,
  overrides: ReadonlyMap<string, ParameterValue>,
  parameters: readonly DraftParameter[],
): Deployment {
  const { package: app, source } = request;
  const { id, type, components } = draft.profile;
  const resolved: [string, ResolvedParameter][] = [];
  const byHost = new Map<string, [string, ParameterValue][]>();
  for (const { name, targets, shared, byHost: values } of parameters) {
    const [first] = values.values();
    const value = shared ?? first;
    if (value === undefined) continue;
    resolved.push([name, { value, targets: targets.map((target) => ({ ...target })) }]);
    for (const [host, own] of values) {
      if (own === undefined || canonicalJson(own) === canonicalJson(value)) continue;
      byHost.set(host, [...(byHost.get(host) ?? []), [name, own]]);
    }
  }
  const hostParameters = [...byHost].map(([host, values]) => [host, Object.fromEntries(values)] as const);
  return {
    id: draft.id,
    applicationId: app.id,
    version: app.version,
    source,
    hosts: [...draft.hosts],
    profile: {
      id,
      type,
      components: components.map(({ name, properties }) => ({ name, properties: { ...properties } })),
    },
    ...(overrides.size === 0 ? {} : { overrides: Object.fromEntries(overrides) }),
    parameters: Object.fromEntries(resolved),
    ...(hostParameters.length === 0 ? {} : { hostParameters: Object.fromEntries(hostParameters) }),
    ...keepIntent(request, draft),
  };
}

/** Track and hold survive an upgrade unless the command says otherwise. */
function keepIntent(
  request: DeployRequest,
  { origins }: DeploymentDraft,
): Pick<Deployment, 'track' | 'hold'> {
  const stored = origins.find((origin) => origin.track !== undefined)?.track;
  const track = request.track === undefined ? stored : (request.track ?? undefined);
  const hold =
    request.liftHold === true ? undefined : origins.find((origin) => origin.hold !== undefined)?.hold;
  return { ...(track === undefined ? {} : { track }), ...(hold === undefined ? {} : { hold }) };
}
