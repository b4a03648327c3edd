import { isArchivePath } from '../archive/open-archive.ts';
import type { Diagnostic } from '../documents/diagnostic.ts';
import type { PathStep } from '../documents/json-pointer.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { parseYaml } from '../documents/yaml/parse-yaml.ts';
import type { PackagePolicy } from '../generated/fleet-policy.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { AppPackage, PackageComponent, PackageProfile } from './app-package.ts';
import { checkCatalogFiles } from './check/check-catalog-files.ts';
import type { CheckContentOptions } from './check-content-options.ts';
import { checkChart } from './content/check-chart.ts';
import { type ComposeUse, checkComposeFiles, findUnusedTargets } from './content/check-compose-files.ts';
import { findComposeFile, locateComponent } from './content/locate-component.ts';
import { type OpenedLocation, openLocation } from './content/open-location.ts';
import { judgeRule } from './content/package-policy.ts';
import { walkCompose } from './content/walk-compose.ts';
import { type Fault, toDiagnostic } from './fault.ts';
import type { PackageContent } from './package-content.ts';

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
      const located = locateComponent(component.properties, content);
      const opened = openLocation(profile.type, located, content);
      const compose = findComposeFile(opened.location, opened.content);
      return { profile, component, opened, path, compose };
    }),
  );
  const faults = checked.flatMap(({ profile, component, opened, path, compose }) => {
    if (opened.faults.length > 0) return [];
    const key = component.properties['packageLocation'] === undefined ? 'repository' : 'packageLocation';
    const fault = describeLocation(profile, component, opened, compose);
    return fault === undefined ? [] : [{ ...fault, path: [...path, key] }];
  });
  const charts = checked.flatMap(({ profile, component, path }) =>
    profile.type === 'helm' ? judgeCharts(component, path, options.policy) : [],
  );
  const uses = new Map<string, ComposeUse>();
  for (const { profile, component, opened, compose } of checked) {
    if (profile.type !== 'compose' || compose === undefined) continue;
    const { content: own, archive } = opened;
    const key = `${archive}/${compose}`;
    const known = uses.get(key);
    const names = new Set([...(known?.components ?? []), component.name]);
    uses.set(key, {
      walk: known?.walk ?? walkCompose(compose, own),
      content: own,
      archive,
      components: names,
    });
  }
  const compose = checkComposeFiles(pkg, uses, options);
  const unused = findUnusedTargets(pkg, uses, content, compose, options.file);
  return [
    ...placeFaults(
      [...checkCatalogFiles(pkg, content), ...faults, ...charts, ...unused],
      content,
      options.file,
    ),
    ...new Set(checked.flatMap(({ opened }) => opened.faults)),
    ...compose,
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
  { location, archive }: OpenedLocation,
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
  if (location.kind === 'file' && isArchivePath(location.path)) {
    const message = `the packageLocation of ${place} does not name its archive as it is called`;
    const fix = 'Write the name of the file as it is, without escapes.';
    return { code: 'MARGO_LOCATION_INVALID', message, fix };
  }
  if (profile.type === 'compose' && compose === undefined) {
    if (location.kind === 'file' && /\.(?:zip|tar|tgz|t[bx]z2?|tar\.[a-z0-9]+)$/.test(location.path)) {
      const message = `the packageLocation of ${place} is an archive that colo does not unpack`;
      const fix =
        'Pack it as .tar.gz, .tgz or .tar; or unpack it into a folder of the package, and name that folder.';
      return { code: 'MARGO_LOCATION_INVALID', message, fix };
    }
    if (archive !== '') {
      const message = `the packageLocation of ${place} is an archive without compose.yaml at its top or in its only folder`;
      return { code: 'MARGO_LOCATION_INVALID', message };
    }
    const what = location.kind === 'file' ? 'is no .yaml or .yml file' : 'is a folder without compose.yaml';
    return { code: 'MARGO_LOCATION_INVALID', message: `the packageLocation of ${place} ${what}` };
  }
  if (profile.type !== 'process' || archive !== '') return undefined;
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
