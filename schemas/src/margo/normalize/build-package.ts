import type {
  AppPackage,
  PackageComponent,
  PackageParameter,
  PackageProfile,
  ParameterSetting,
} from '../app-package.ts';
import { type ComponentTypes, collectComponentTypes, normalizeType } from './component-types.ts';
import type { MargoSource, SourceComponent } from './margo-source.ts';
import { normalizeConstraints, normalizeResources } from './normalize-needs.ts';
import { normalizeTargets } from './normalize-targets.ts';

/** The one model of all dialects. */
export function buildPackage(source: MargoSource): AppPackage {
  const { metadata, parameters = {} } = source.document;
  const types = collectComponentTypes(source);
  return {
    dialect: source.dialect,
    id: source.dialect === 'pr1' ? source.document.metadata.id : source.document.id,
    name: metadata.name,
    version: metadata.version,
    ...(metadata.description === undefined ? {} : { description: metadata.description }),
    profiles: buildProfiles(source),
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, parameter]) => [name, buildParameter(parameter, types)]),
    ),
    settings: buildSettings(source),
  };
}

function buildProfiles(source: MargoSource): readonly PackageProfile[] {
  if (source.dialect === 'pr1') {
    return source.document.deploymentProfiles.map(({ requiredResources, ...profile }) => ({
      ...profile,
      type: normalizeType(profile.type),
      components: profile.components.map(buildComponent),
      needs: normalizeResources(requiredResources),
    }));
  }
  return source.document.deploymentProfiles.map(
    ({ id, type, description, components, deviceConstraints }) => ({
      id,
      type,
      ...(description === undefined ? {} : { description }),
      components: components.map(buildComponent),
      needs: normalizeConstraints(deviceConstraints),
    }),
  );
}

function buildComponent({ name, properties }: SourceComponent): PackageComponent {
  const { wait, ...others } = properties;
  if (wait === undefined) return { name, properties: others };
  return { name, properties: { ...others, wait: wait === true || wait === 'true' } };
}

function buildParameter(parameter: PackageParameter, types: ComponentTypes): PackageParameter {
  return { ...parameter, targets: normalizeTargets(parameter.targets, types) };
}

function buildSettings(source: MargoSource): Readonly<Record<string, ParameterSetting>> {
  const { sections = [], schema = [] } = source.document.configuration ?? {};
  const rules = new Map(schema.map((rule) => [rule.name, rule]));
  const settings = new Map<string, ParameterSetting>();
  for (const setting of sections.flatMap((section) => section.settings)) {
    const rule = rules.get(setting.schema);
    if (rule === undefined) continue;
    settings.set(setting.parameter, {
      label: setting.name,
      ...(setting.description === undefined ? {} : { description: setting.description }),
      immutable: setting.immutable ?? false,
      rule: { ...rule, allowEmpty: rule.allowEmpty ?? false },
    });
  }
  return Object.fromEntries(settings);
}
