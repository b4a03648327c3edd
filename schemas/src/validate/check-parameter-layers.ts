import type { Diagnostic } from '../documents/diagnostic.ts';
import type { PathStep } from '../documents/json-pointer.ts';
import { makeDiagnostic } from '../documents/make-diagnostic.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import type { ParameterValue } from '../generated/desired-state.ts';
import type { FleetPolicy } from '../generated/fleet-policy.ts';
import type { Site } from '../generated/site.ts';
import type { AppPackage } from '../margo/app-package.ts';
import { checkParameterValue, findRefusedEntry } from '../margo/check-parameter-value.ts';
import { ownValue } from '../resolve/own-value.ts';
import { suggestWord } from '../text/suggest-word.ts';

type ByApplication = Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;

/** Packages in use, by application id: several where sites run several versions. */
export type PackagesInUse = ReadonlyMap<string, readonly AppPackage[]>;

/** What values are checked against. */
export interface KnownApplications {
  readonly used: PackagesInUse;
  /** True for an application of which a package is in the tree, in use or not. */
  isPublished(id: string): boolean;
}

/**
 * Values of groups against the packages in use. Warnings: such a value waits for the next deployment, and may be meant
 * for a version that no site runs now.
 */
export function checkGroupParameters(
  policy: FleetPolicy,
  parsed: ParsedYaml,
  known: KnownApplications,
): readonly Diagnostic[] {
  return (policy.spec.groups ?? []).flatMap((group, index) =>
    checkLayer(group.parameters ?? {}, ['spec', 'groups', index, 'parameters'], parsed, known),
  );
}

/** Values of a site and of its hosts against the packages in use; see {@link checkGroupParameters}. */
export function checkSiteParameters(
  site: Site,
  parsed: ParsedYaml,
  known: KnownApplications,
): readonly Diagnostic[] {
  return [
    ...checkLayer(site.spec.parameters ?? {}, ['spec', 'parameters'], parsed, known),
    ...site.spec.hosts.flatMap((host, index) =>
      checkLayer(host.parameters ?? {}, ['spec', 'hosts', index, 'parameters'], parsed, known),
    ),
  ];
}

function checkLayer(
  layer: ByApplication,
  base: readonly PathStep[],
  parsed: ParsedYaml,
  known: KnownApplications,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [application, values] of Object.entries(layer)) {
    const packages = known.used.get(application) ?? [];
    if (packages.length === 0) found.push(...checkApplication(application, layer, base, parsed, known));
    for (const [name, value] of Object.entries(values)) {
      const diagnostic = checkLayerValue(packages, name, value, [...base, application, name], parsed);
      if (diagnostic !== undefined) found.push(diagnostic);
    }
  }
  return found;
}

/** Values of an application that is nowhere, where one that is in use and has none here is named nearly so. */
function checkApplication(
  application: string,
  layer: ByApplication,
  base: readonly PathStep[],
  parsed: ParsedYaml,
  { used, isPublished }: KnownApplications,
): readonly Diagnostic[] {
  if (isPublished(application)) return [];
  const near = suggestWord(
    application,
    [...used.keys()].filter((id) => !Object.hasOwn(layer, id)),
  );
  if (near === undefined) return [];
  const message = `values are set for ${application}, which is not deployed here; did you mean ${near}?`;
  const options = { severity: 'warning', fix: `Write ${near}.` } as const;
  const spot = parsed.locateKey([...base, application]);
  return [makeDiagnostic('DESIRED_PARAMETER_UNKNOWN', message, spot, options)];
}

function checkLayerValue(
  packages: readonly AppPackage[],
  name: string,
  value: ParameterValue,
  path: readonly PathStep[],
  parsed: ParsedYaml,
): Diagnostic | undefined {
  const [first] = packages;
  const owners = packages.filter((app) => Object.hasOwn(app.parameters, name));
  if (first !== undefined && owners.length === 0) {
    const near = suggestWord(
      name,
      packages.flatMap((app) => Object.keys(app.parameters)),
    );
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    const message = `${first.id} has no parameter ${name} in any version that is deployed${hint}`;
    return makeDiagnostic('DESIRED_PARAMETER_UNKNOWN', message, parsed.locateKey(path), {
      severity: 'warning',
    });
  }
  for (const app of owners) {
    const rule = ownValue(app.settings, name)?.rule;
    const problem = rule === undefined ? undefined : checkParameterValue(rule, value);
    if (rule === undefined || problem === undefined) return undefined;
    const at = [findRefusedEntry(rule, value)].filter((entry) => entry !== undefined);
    const message = `parameter ${name} of ${app.id} ${app.version} ${problem}`;
    if (app === owners.at(-1)) {
      return makeDiagnostic('DESIRED_PARAMETER_REFUSED', message, parsed.locate([...path, ...at]), {
        severity: 'warning',
      });
    }
  }
  return undefined;
}
