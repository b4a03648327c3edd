import { canonicalJson } from '../digests/canonical-json.ts';
import { ColoError } from '../errors/colo-error.ts';
import type { ErrorCode } from '../errors/error-table.ts';
import type { ParameterValue } from '../generated/desired-state.ts';
import { checkParameterValue } from '../margo/check-parameter-value.ts';
import { ownValue } from '../resolve/own-value.ts';
import type { DeployRequest } from './deploy-request.ts';
import type { DeploymentDraft } from './draft-deployments.ts';
import type { DraftParameter } from './resolve-parameters.ts';

/** A fault, before it is known whether all hosts share it. */
interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Missing, refused and immutable values, and pointers that two parameters claim. All of them, not the first. */
export function checkParameters(
  request: DeployRequest,
  draft: DeploymentDraft,
  parameters: readonly DraftParameter[],
): readonly ColoError[] {
  return [
    ...parameters.flatMap((parameter) => checkParameter(request, draft, parameter)),
    ...findConflicts(request, draft, parameters),
  ];
}

function checkParameter(
  request: DeployRequest,
  draft: DeploymentDraft,
  { name, byHost }: DraftParameter,
): readonly ColoError[] {
  const faults = new Map<string, { readonly fault: Fault; readonly hosts: string[] }>();
  for (const [host, value] of byHost) {
    const fault = findFault(request, host, name, value);
    if (fault === undefined) continue;
    const known = faults.get(fault.message);
    if (known === undefined) faults.set(fault.message, { fault, hosts: [host] });
    else known.hosts.push(host);
  }
  return [...faults.values()].flatMap(({ fault, hosts }) =>
    (hosts.length === draft.hosts.length ? [undefined] : hosts).map((host) =>
      makeError(request, fault, name, host),
    ),
  );
}

function findFault(
  request: DeployRequest,
  host: string,
  name: string,
  value: ParameterValue | undefined,
): Fault | undefined {
  if (value === undefined)
    return { code: 'RENDER_PARAMETER_MISSING', message: `Parameter ${name} has no value` };
  const setting = ownValue(request.package.settings, name);
  if (setting === undefined) return undefined;
  const problem = checkParameterValue(setting.rule, value);
  if (problem !== undefined) {
    return { code: 'RENDER_PARAMETER_INVALID', message: `Parameter ${name} ${problem}` };
  }
  const before = findPreviousValue(request, host, name);
  if (!setting.immutable || before === undefined || canonicalJson(before) === canonicalJson(value))
    return undefined;
  return {
    code: 'RENDER_PARAMETER_IMMUTABLE',
    message: `Parameter ${name} must not change after the first installation, but would`,
  };
}

function findPreviousValue(
  { current, package: app }: DeployRequest,
  host: string,
  name: string,
): ParameterValue | undefined {
  const previous = current?.spec.deployments.find(
    ({ applicationId, hosts }) => applicationId === app.id && hosts.includes(host),
  );
  return (
    ownValue(ownValue(previous?.hostParameters, host), name) ?? ownValue(previous?.parameters, name)?.value
  );
}

function findConflicts(
  request: DeployRequest,
  draft: DeploymentDraft,
  parameters: readonly DraftParameter[],
): readonly ColoError[] {
  const owners = new Map<string, string>();
  const errors: ColoError[] = [];
  for (const { name, targets } of parameters) {
    for (const { pointer, components } of targets) {
      for (const component of components) {
        const slot = JSON.stringify([component, pointer]);
        const owner = owners.get(slot);
        owners.set(slot, name);
        if (owner === undefined || owner === name) continue;
        const message = `Parameters ${owner} and ${name} both set ${pointer} of component ${component} in profile ${draft.profile.id}`;
        errors.push(makeError(request, { code: 'RENDER_PARAMETER_CONFLICT', message }, name, undefined));
      }
    }
  }
  return errors;
}

function makeError(
  { site, package: app }: DeployRequest,
  { code, message }: Fault,
  parameter: string,
  host: string | undefined,
): ColoError {
  const name = site.metadata.name;
  const where = host === undefined ? name : `host ${host} of ${name}`;
  return new ColoError(code, `${message}: ${app.id} ${app.version} on ${where}.`, {
    place: { site: name, application: app.id, ...(host === undefined ? {} : { host }) },
    data: { parameter },
  });
}
