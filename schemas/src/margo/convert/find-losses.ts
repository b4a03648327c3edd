import type { PathStep } from '../../documents/json-pointer.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { AppPackage, Extensions, PackageComponent, PackageProfile } from '../app-package.ts';
import type { Fault } from '../fault.ts';
import { fromDeviceRules } from './device-rule.ts';
import type { MargoTarget } from './margo-target.ts';
import { writeTag } from './write-package.ts';

/** Semantic version, with `_` for `+`: what rc3 takes as a revision. */
const REVISION =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:_[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

const PR1_ARCHITECTURES = ['amd64', 'x86_64', 'arm64', 'arm'];

/** Every part of a package that another dialect has no place for, by its path in the package's own dialect. */
export function findLosses(pkg: AppPackage, to: MargoTarget): readonly Fault[] {
  const profiles = pkg.profiles.flatMap((profile, index) => {
    const path = ['deploymentProfiles', index];
    const components = profile.components.flatMap((component, position) => {
      const place = [...path, 'components', position];
      return findComponentLosses(component, profile.type, to, place);
    });
    return to === 'pr1' ? [...components, ...findProfileLossesToPr1(profile, pkg, path)] : components;
  });
  return to === 'pr1' ? [...findExtensions(pkg.details.extensions, []), ...profiles] : profiles;
}

/** Every part of one component that another dialect has no place for, below the path of the component. */
export function findComponentLosses(
  component: PackageComponent,
  type: string,
  to: MargoTarget,
  path: readonly PathStep[],
): readonly Fault[] {
  return to === 'pr1'
    ? findComponentLossesToPr1(component, type, path)
    : findComponentLossesToRc3(component, type, [...path, 'properties']);
}

function findExtensions(extensions: Extensions | undefined, path: readonly PathStep[]): readonly Fault[] {
  return Object.keys(extensions ?? {}).map((key) => {
    const shown = toSafeText(key, 80);
    return loseKey([...path, key], `pr1 has no vendor keys such as ${shown}`, `Remove ${shown}.`);
  });
}

function findProfileLossesToPr1(
  profile: PackageProfile,
  pkg: AppPackage,
  path: readonly PathStep[],
): readonly Fault[] {
  const { architectures = [], eligibility } = profile.needs;
  const cpu =
    pkg.dialect === 'rc3'
      ? ['deviceConstraints', 'capacityRequirements', 'cpu']
      : ['requiredResources', 'cpu'];
  const unknown = architectures.flatMap((architecture, index) => {
    if (PR1_ARCHITECTURES.includes(architecture)) return [];
    const message = `pr1 has no architecture ${architecture}`;
    const fix = `Remove it; pr1 has ${PR1_ARCHITECTURES.join(', ')}.`;
    return [lose([...path, ...cpu, 'architectures', index], message, fix)];
  });
  const rules = fromDeviceRules(eligibility) === undefined ? eligibility : [];
  const lost = rules.map((_, index) => {
    const message = `pr1 has no eligibility rules, and the rules of profile ${toSafeText(profile.id, 80)} say more than which peripherals and interfaces a host must have`;
    const fix = 'Remove the rules, or make them one rule of ContainsAll on /peripherals and /interfaces.';
    return lose([...path, 'deviceConstraints', 'eligibilityRules', index], message, fix);
  });
  return [...unknown, ...lost, ...findExtensions(profile.extensions, path)];
}

function findComponentLossesToPr1(
  component: PackageComponent,
  type: string,
  path: readonly PathStep[],
): readonly Fault[] {
  const { name, properties, extensions } = component;
  const keys = type === 'compose' ? ['repository', 'revision'].filter((key) => key in properties) : [];
  const artifact = keys.map((key) =>
    loseKey(
      [...path, 'properties', key],
      `pr1 has no ${key} for the compose component ${name}`,
      'Copy the compose file into the package, and name it as packageLocation in the form of pr1.',
    ),
  );
  return [...artifact, ...findExtensions(extensions, path)];
}

function findComponentLossesToRc3(
  component: PackageComponent,
  type: string,
  path: readonly PathStep[],
): readonly Fault[] {
  const { name, properties } = component;
  if (type === 'compose') {
    const keys = ['packageLocation', 'keyLocation'].filter((key) => key in properties);
    return keys.map((key) =>
      loseKey(
        [...path, key],
        `rc3 has no ${key} for the compose component ${name}: it takes compose from OCI registries alone`,
        'Keep this profile in pr1, which has compose files in the package, or remove it.',
      ),
    );
  }
  if (type !== 'helm') return [];
  const repository = String(properties['repository']);
  const revision = String(properties['revision']);
  const faults: Fault[] = [];
  if (!/^oci:\/\/.+/.test(repository)) {
    const message = `rc3 takes charts from oci:// addresses alone, not from ${toSafeText(repository, 120)}`;
    faults.push(lose([...path, 'repository'], message, 'Push the chart to an OCI registry and name that.'));
  }
  // An underscore would come back as the plus sign that it stands for in rc3.
  if (revision.includes('_') || !REVISION.test(writeTag(revision))) {
    const message = `rc3 takes semantic versions alone, not ${toSafeText(revision, 80)}`;
    const fix = 'Name the full version of the chart, such as 1.0.0, without a leading v.';
    faults.push(lose([...path, 'revision'], message, fix));
  }
  return faults;
}

function lose(path: readonly PathStep[], message: string, fix: string): Fault {
  return { code: 'MARGO_NOT_CARRIED', path, message, fix };
}

function loseKey(path: readonly PathStep[], message: string, fix: string): Fault {
  return { ...lose(path, message, fix), atKey: true };
}
