import { emitYaml } from '../../documents/writer/emit-yaml.ts';
import { followSchema } from '../../documents/writer/order-keys.ts';
import { margoPackagePr1Schema } from '../../generated/margo-package-pr1.ts';
import { margoPackageRc3Schema } from '../../generated/margo-package-rc3.ts';
import { ownValue } from '../../resolve/own-value.ts';
import type { AppPackage, PackageComponent, PackageParameter, PackageProfile } from '../app-package.ts';
import { takesVariables } from '../normalize/normalize-targets.ts';
import { parseTimeout } from '../parse-timeout.ts';
import type { MargoTarget } from './margo-target.ts';
import { writeConstraints, writeResources } from './write-needs.ts';

type Written = Readonly<Record<string, unknown>>;

/**
 * A package as `margo.yaml`, the same bytes for the same package. `findLosses` says what of it the dialect has no place
 * for; that is left out or would be refused by a reader.
 *
 * @throws ColoError DOCUMENT_UNWRITABLE for a value that no reader would take back
 */
export function writePackage(pkg: AppPackage, to: MargoTarget): string {
  const schema = to === 'pr1' ? margoPackagePr1Schema : margoPackageRc3Schema;
  return emitYaml(toDocument(pkg, to), followSchema(schema));
}

function toDocument(pkg: AppPackage, to: MargoTarget): Written {
  const { id, name, description, version, details } = pkg;
  const metadata = { name, description, version, catalog: details.catalog };
  const parameters = Object.entries(pkg.parameters).map(
    ([key, parameter]) => [key, to === 'pr1' ? prefixVariables(parameter, pkg) : parameter] as const,
  );
  const rest = {
    apiVersion: details.apiVersion,
    deploymentProfiles: pkg.profiles.map((profile) => writeProfile(profile, to)),
    parameters: parameters.length === 0 ? undefined : Object.fromEntries(parameters),
    configuration: writeConfiguration(pkg),
  };
  if (to === 'rc3') return { ...rest, id, metadata, ...details.extensions };
  return { ...rest, kind: 'ApplicationDescription', metadata: { id, ...metadata } };
}

function writeProfile(profile: PackageProfile, to: MargoTarget): Written {
  const { id, description, needs } = profile;
  const isChart = profile.type === 'helm';
  const components = profile.components.map((component) => writeComponent(component, isChart, to));
  if (to === 'pr1') {
    const type = isChart ? 'helm.v3' : profile.type;
    return { type, id, description, components, requiredResources: writeResources(needs) };
  }
  const deviceConstraints = writeConstraints(needs);
  return { type: profile.type, id, description, components, deviceConstraints, ...profile.extensions };
}

function writeComponent(component: PackageComponent, isChart: boolean, to: MargoTarget): Written {
  const { name, properties, extensions } = component;
  if (to === 'pr1') return { name, properties };
  const { revision, timeout } = properties;
  return {
    name,
    properties: {
      ...properties,
      revision: isChart && typeof revision === 'string' ? writeTag(revision) : revision,
      timeout: typeof timeout === 'string' ? writeTimeout(timeout) : undefined,
    },
    ...extensions,
  };
}

/** The tag that a chart of this version has in a registry. */
export function writeTag(version: string): string {
  return version.replace('+', '_');
}

/** In minutes and seconds, both: as rc3 writes a time. */
export function writeTimeout(text: string): string {
  if (/^\d+m\d+s$/.test(text)) return text;
  const seconds = parseTimeout(text);
  return `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

/** pr1 writes the variables of containers as `ENV.NAME`. A target that feeds a chart too stays as it is. */
function prefixVariables(parameter: PackageParameter, pkg: AppPackage): PackageParameter {
  const types = new Map<string, Set<string>>();
  for (const profile of pkg.profiles) {
    for (const { name } of profile.components)
      types.set(name, (types.get(name) ?? new Set()).add(profile.type));
  }
  const targets = parameter.targets.map((target) => {
    const areVariables = target.components.every((component) => takesVariables(component, types));
    return areVariables ? { ...target, pointer: `ENV.${target.pointer}` } : target;
  });
  return { ...parameter, targets };
}

function writeConfiguration({ details, settings }: AppPackage): Written | undefined {
  if (details.configuration === undefined) return undefined;
  const { sections, rules } = details.configuration;
  return {
    sections: sections.map(({ name, parameters }) => ({
      name,
      settings: parameters.flatMap((parameter) => {
        const setting = ownValue(settings, parameter);
        if (setting === undefined) return [];
        const { label, description, immutable, rule } = setting;
        return [
          { parameter, name: label, description, immutable: immutable || undefined, schema: rule.name },
        ];
      }),
    })),
    schema: rules.map((rule) => ({ ...rule, allowEmpty: rule.allowEmpty || undefined })),
  };
}
