import { canonicalJson } from '../digests/canonical-json.ts';
import { compareCodePoints } from '../digests/compare-code-points.ts';
import { ColoError } from '../errors/colo-error.ts';
import type { ParameterValue } from '../generated/desired-state.ts';
import type { AppPackage } from '../margo/app-package.ts';
import { parseParameterText } from '../margo/parse-parameter-text.ts';
import { ownValue } from '../resolve/own-value.ts';
import type { DeployRequest } from './deploy-request.ts';
import type { DeploymentDraft } from './draft-deployments.ts';
import { listTargets } from './list-targets.ts';

/** What people set for one deployment, old and new. */
interface Overrides {
  readonly values: ReadonlyMap<string, ParameterValue>;
  readonly errors: readonly ColoError[];
  readonly warnings: readonly string[];
}

/**
 * Stored overrides, without those unset and those that the package or its profile no longer has, plus those set now.
 * A new deployment takes over the overrides of the deployments that its hosts come from.
 */
export function resolveOverrides(request: DeployRequest, draft: DeploymentDraft): Overrides {
  const { package: app, set = {}, secrets = {}, unset = [] } = request;
  const site = request.site.metadata.name;
  const values = new Map<string, ParameterValue>();
  const errors: ColoError[] = [];
  const warnings: string[] = [];
  for (const [name, value] of draft.origins.flatMap(({ overrides }) => Object.entries(overrides ?? {}))) {
    if (Object.hasOwn(set, name) || Object.hasOwn(secrets, name) || unset.includes(name)) continue;
    const known = values.get(name);
    if (listTargets(app, draft.profile, name).length === 0) {
      warnings.push(`${site}: override ${name} is dropped, ${app.id} ${app.version} has no use for it here`);
    } else if (known !== undefined && canonicalJson(known) !== canonicalJson(value)) {
      errors.push(refuseConflict(site, app.id, name));
    } else values.set(name, value);
  }
  for (const [name, text] of Object.entries(set)) {
    if (listTargets(app, draft.profile, name).length > 0) values.set(name, convertText(app, name, text));
  }
  for (const [name, secret] of Object.entries(secrets)) {
    if (listTargets(app, draft.profile, name).length > 0) values.set(name, { secretRef: secret });
  }
  const sorted = [...values].sort(([left], [right]) => compareCodePoints(left, right));
  return { values: new Map(sorted), errors, warnings: [...new Set(warnings)] };
}

/** The value that a typed text means; without a rule, the default's type tells. */
function convertText(app: AppPackage, name: string, text: string): ParameterValue {
  const rule = ownValue(app.settings, name)?.rule;
  if (rule !== undefined) return parseParameterText(rule, text);
  const dataType = describeType(ownValue(app.parameters, name)?.value);
  return dataType === undefined ? text : parseParameterText({ name, dataType, allowEmpty: true }, text);
}

function describeType(value: ParameterValue | undefined): string | undefined {
  if (Array.isArray(value)) return `array[${describeType(value[0]) ?? 'string'}]`;
  if (typeof value === 'number') return 'double';
  return typeof value === 'boolean' ? 'boolean' : undefined;
}

function refuseConflict(site: string, application: string, name: string): ColoError {
  return new ColoError(
    'RENDER_PARAMETER_CONFLICT',
    `The hosts of ${site} come together from deployments of ${application} with different overrides of ${name}.`,
    { place: { site, application }, data: { parameter: name } },
  );
}
