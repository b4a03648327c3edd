import { canonicalJson } from '../digests/canonical-json.ts';
import type { Diagnostic } from '../documents/diagnostic.ts';
import type { PathStep } from '../documents/json-pointer.ts';
import { makeDiagnostic } from '../documents/make-diagnostic.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import type { ErrorCode } from '../errors/error-table.ts';
import type { Deployment, ParameterValue } from '../generated/desired-state.ts';
import type { AppPackage, PackageProfile } from '../margo/app-package.ts';
import { checkParameterValue, findRefusedEntry } from '../margo/check-parameter-value.ts';
import { listTargets } from '../render/list-targets.ts';
import { ownValue } from '../resolve/own-value.ts';
import { toSafeText } from '../text/to-safe-text.ts';

/** Names what is wrong at a path below the deployment. */
type Report = (code: ErrorCode, path: readonly PathStep[], message: string) => void;

/**
 * A deployment against the package that it names: profile, components and parameters are copies of the package's, so a
 * hand-edited or half-merged entry must not run as something that nobody published.
 *
 * @param index of the deployment in the document
 */
export function checkDeploymentPackage(
  deployment: Deployment,
  index: number,
  parsed: ParsedYaml,
  app: AppPackage,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report: Report = (code, path, message) => {
    const spot = parsed.locate(['spec', 'deployments', index, ...path]);
    found.push(makeDiagnostic(code, `spec.deployments[${index}]: ${message}`, spot));
  };
  checkIdentity(deployment, app, report);
  const profile = app.profiles.find(({ id }) => id === deployment.profile.id);
  if (profile === undefined) {
    const known = app.profiles.map(({ id }) => toSafeText(id, 60)).join(', ');
    const message = `the package has no profile ${toSafeText(deployment.profile.id, 60)}; it has ${known}`;
    report('DESIRED_PACKAGE_DISAGREES', ['profile', 'id'], message);
    return found;
  }
  checkProfile(deployment, profile, report);
  checkParameters(deployment, app, profile, report);
  return found;
}

function checkIdentity({ applicationId, version }: Deployment, app: AppPackage, report: Report): void {
  if (app.id !== applicationId) {
    report('DESIRED_PACKAGE_DISAGREES', ['applicationId'], `the package is of application ${app.id}`);
  }
  if (app.version !== version) {
    report('DESIRED_PACKAGE_DISAGREES', ['version'], `the package is version ${app.version}, not ${version}`);
  }
}

function checkProfile({ profile }: Deployment, published: PackageProfile, report: Report): void {
  if (profile.type !== published.type) {
    const message = `profile ${profile.id} is of type ${published.type} in the package, not ${profile.type}`;
    report('DESIRED_PACKAGE_DISAGREES', ['profile', 'type'], message);
  }
  const names = profile.components.map(({ name }) => name).join(', ');
  const publishedNames = published.components.map(({ name }) => name).join(', ');
  if (names !== publishedNames) {
    const message = `profile ${profile.id} has the components ${publishedNames} in the package, in this order, not ${names}`;
    report('DESIRED_PACKAGE_DISAGREES', ['profile', 'components'], message);
    return;
  }
  for (const [place, { name, properties }] of profile.components.entries()) {
    const wanted = published.components[place]?.properties ?? {};
    const differing = findDiffering(properties, wanted);
    if (differing === undefined) continue;
    const path = ['profile', 'components', place, 'properties'];
    const shown = toSafeText(differing, 60);
    const message = `the properties of component ${name} are not those of the package: ${shown} differs`;
    const isThere = Object.hasOwn(properties, differing);
    report('DESIRED_PACKAGE_DISAGREES', isThere ? [...path, differing] : path, message);
  }
}

/** The first key whose value is another, or is only on one side. */
function findDiffering(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): string | undefined {
  return [...Object.keys(left), ...Object.keys(right)].find(
    (key) => canonicalJson([ownValue(left, key) ?? null]) !== canonicalJson([ownValue(right, key) ?? null]),
  );
}

function checkParameters(
  deployment: Deployment,
  app: AppPackage,
  profile: PackageProfile,
  report: Report,
): void {
  for (const [name, { value, targets }] of Object.entries(deployment.parameters)) {
    const published = listTargets(app, profile, name);
    if (published.length === 0) {
      const message = `the package has no parameter ${name} for profile ${profile.id}`;
      report('DESIRED_PARAMETER_UNKNOWN', ['parameters', name], message);
      continue;
    }
    if (canonicalJson(targets) !== canonicalJson(published)) {
      const message = `the targets of parameter ${name} are not those of the package`;
      const place = targets.findIndex(
        (target, index) => canonicalJson(target) !== canonicalJson(published[index] ?? null),
      );
      const path = ['parameters', name, 'targets', ...(place < 0 ? [] : [place])];
      report('DESIRED_PACKAGE_DISAGREES', path, message);
    }
    checkValue(app, name, value, ['parameters', name, 'value'], report);
  }
  for (const name of Object.keys(app.parameters)) {
    if (Object.hasOwn(deployment.parameters, name) || listTargets(app, profile, name).length === 0) continue;
    report('DESIRED_PACKAGE_DISAGREES', ['parameters'], `parameter ${name} of the package has no value`);
  }
  checkOwnValues(deployment, app, report);
}

/** Overrides and hosts' own values; a name that is no parameter is the document's own fault and reported there. */
function checkOwnValues(deployment: Deployment, app: AppPackage, report: Report): void {
  const layers: readonly (readonly [readonly PathStep[], Readonly<Record<string, ParameterValue>>])[] = [
    [['overrides'], deployment.overrides ?? {}],
    ...Object.entries(deployment.hostParameters ?? {}).map(
      ([host, values]) => [['hostParameters', host], values] as const,
    ),
  ];
  for (const [path, values] of layers) {
    for (const [name, value] of Object.entries(values)) checkValue(app, name, value, [...path, name], report);
  }
}

function checkValue(
  app: AppPackage,
  name: string,
  value: ParameterValue,
  path: readonly PathStep[],
  report: Report,
): void {
  const rule = ownValue(app.settings, name)?.rule;
  const problem = rule === undefined ? undefined : checkParameterValue(rule, value);
  if (rule === undefined || problem === undefined) return;
  const at = [findRefusedEntry(rule, value)].filter((entry) => entry !== undefined);
  report('DESIRED_PARAMETER_REFUSED', [...path, ...at], `parameter ${name} ${problem}`);
}
