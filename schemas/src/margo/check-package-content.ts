import type { Diagnostic } from '../documents/diagnostic.ts';
import type { PathStep } from '../documents/json-pointer.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { parseYaml } from '../documents/yaml/parse-yaml.ts';
import type { PackagePolicy } from '../generated/fleet-policy.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { AppPackage, PackageComponent, PackageProfile } from './app-package.ts';
import { checkChart } from './content/check-chart.ts';
import { type ComposeUse, checkComposeFiles, findUnusedTargets } from './content/check-compose-files.ts';
import { findComposeFile, locateComponent } from './content/locate-component.ts';
import { judgeRule } from './content/package-policy.ts';
import { walkCompose } from './content/walk-compose.ts';
import { type Fault, toDiagnostic } from './fault.ts';
import type { PackageContent } from './package-content.ts';

type Location = ReturnType<typeof locateComponent>;

export interface CheckContentOptions {
  /** Path of `margo.yaml`, for messages; other files are named beside it. */
  readonly file: string;
  /** `spec.packages` of the fleet that the package is for. Absent: for none yet, so that nothing is refused by policy. */
  readonly policy?: PackagePolicy;
}

/**
 * What `readPackage` cannot see because it has `margo.yaml` alone: that every component's files are in the package,
 * that compose files can be read, obey their schema and name nothing outside, that environment files leave the host's
 * variables alone, that charts can be fetched; and what the package asks of hosts, as the fleet policy has it.
 */
export function checkPackageContent(
  pkg: AppPackage,
  content: PackageContent,
  options: CheckContentOptions,
): readonly Diagnostic[] {
  const checked = pkg.profiles.flatMap((profile, index) =>
    profile.components.map((component, position) => {
      const path = ['deploymentProfiles', index, 'components', position, 'properties'];
      const location = locateComponent(component.properties, content);
      return { profile, component, location, path, compose: findComposeFile(location, content) };
    }),
  );
  const faults = checked.flatMap(({ profile, component, location, path, compose }) => {
    const key = component.properties['packageLocation'] === undefined ? 'repository' : 'packageLocation';
    const fault = describeLocation(profile, component, location, compose);
    return fault === undefined ? [] : [{ ...fault, path: [...path, key] }];
  });
  const charts = checked.flatMap(({ profile, component, path }) =>
    profile.type === 'helm' ? judgeCharts(component, path, options.policy) : [],
  );
  const uses = new Map<string, ComposeUse>();
  for (const { profile, component, compose } of checked) {
    if (profile.type !== 'compose' || compose === undefined) continue;
    const known = uses.get(compose);
    const names = new Set([...(known?.components ?? []), component.name]);
    uses.set(compose, { walk: known?.walk ?? walkCompose(compose, content), components: names });
  }
  return [
    ...placeFaults([...faults, ...charts, ...findUnusedTargets(pkg, uses, content)], content, options.file),
    ...checkComposeFiles(pkg, uses, content, options),
  ];
}

function judgeCharts(
  component: PackageComponent,
  path: readonly PathStep[],
  policy: PackagePolicy | undefined,
): readonly Fault[] {
  return checkChart(component).flatMap(({ key, code, message, rule }) => {
    const severity = rule === undefined ? 'error' : judgeRule(rule, policy);
    const place = key === 'name' ? [...path.slice(0, -1), 'name'] : [...path, key];
    return severity === undefined ? [] : [{ code, message, path: place, severity }];
  });
}

function describeLocation(
  profile: PackageProfile,
  component: PackageComponent,
  location: Location,
  compose: string | undefined,
): Omit<Fault, 'path'> | undefined {
  const place = `component ${component.name} of profile ${toSafeText(profile.id, 100)}`;
  // Charts are fetched by the node from an OCI registry, by version; there is nothing of them in the package.
  if (profile.type === 'helm' || location.kind === 'none') return undefined;
  if (location.kind === 'remote') {
    const message = `${place} lies at ${toSafeText(location.address, 120)}, outside the package`;
    return { code: 'MARGO_REMOTE_PACKAGE', message };
  }
  if (location.kind === 'outside') {
    return {
      code: 'MARGO_LOCATION_INVALID',
      message: `the packageLocation of ${place} leads out of the package`,
    };
  }
  if (location.kind === 'missing') {
    return {
      code: 'MARGO_LOCATION_MISSING',
      message: `${place} needs ${toSafeText(location.path, 120)}, which is not in the package`,
    };
  }
  if (profile.type === 'compose' && compose === undefined) {
    if (location.kind === 'file' && /\.(?:tar|tgz|tar\.[a-z0-9]+)$/.test(location.path)) {
      const message = `the packageLocation of ${place} is an archive, which LO does not unpack`;
      const fix = 'Unpack it into a folder of the package, and name that folder.';
      return { code: 'MARGO_LOCATION_INVALID', message, fix };
    }
    const what = location.kind === 'file' ? 'is no .yaml or .yml file' : 'is a folder without compose.yaml';
    return { code: 'MARGO_LOCATION_INVALID', message: `the packageLocation of ${place} ${what}` };
  }
  if (profile.type !== 'process') return undefined;
  if (location.kind === 'file' || location.path !== '') return undefined;
  // Every new README or version would be a change of the program, and restart it.
  const message = `the packageLocation of ${place} is the whole package; use a folder below it`;
  return { code: 'MARGO_LOCATION_INVALID', message };
}

function placeFaults(faults: readonly Fault[], content: PackageContent, file: string): readonly Diagnostic[] {
  if (faults.length === 0) return [];
  const parsed = parseYaml(content.readText('margo.yaml') ?? '', { file });
  if (parsed.ok) return faults.map((fault) => toDiagnostic(fault, parsed.value));
  return faults.map((fault) => makeDiagnostic(fault.code, fault.message, startOf(file)));
}
