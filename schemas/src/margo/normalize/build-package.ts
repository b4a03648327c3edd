import type {
  AppPackage,
  PackageComponent,
  PackageConfiguration,
  PackageParameter,
  PackageProfile,
  ParameterRule,
  ParameterSetting,
  ProfileNeeds,
} from '../app-package.ts';
import { type ComponentTypes, collectComponentTypes, normalizeType } from './component-types.ts';
import type { MargoSource, SourceComponent } from './margo-source.ts';
import { nameProfiles } from './name-profiles.ts';
import { normalizeConstraints, normalizeResources } from './normalize-needs.ts';
import { normalizeTargets } from './normalize-targets.ts';
import { pickExtensions } from './pick-extensions.ts';

/** The one model of all dialects. */
export function buildPackage(source: MargoSource): AppPackage {
  const { apiVersion, metadata, parameters = {} } = source.document;
  const types = collectComponentTypes(source);
  const configuration = buildConfiguration(source);
  return {
    dialect: source.dialect,
    id: readId(source),
    name: metadata.name,
    version: metadata.version,
    ...(metadata.description === undefined ? {} : { description: metadata.description }),
    profiles: buildProfiles(source),
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, parameter]) => [name, buildParameter(parameter, types)]),
    ),
    settings: buildSettings(source),
    details: {
      apiVersion,
      catalog: metadata.catalog,
      ...(configuration === undefined ? {} : { configuration }),
      ...pickExtensions(source.document),
    },
  };
}

function readId(source: MargoSource): string {
  const isAtTop = source.dialect === 'rc2' || source.dialect === 'rc3';
  return isAtTop ? source.document.id : source.document.metadata.id;
}

function buildProfiles(source: MargoSource): readonly PackageProfile[] {
  const needs = listNeeds(source);
  return nameProfiles(source).map((profile, index) => {
    const { id, description, components } = profile;
    const type = normalizeType(profile.type);
    // The version of a chart has + before its build. The tag in a registry, which rc3 asks for, has _ instead.
    const hasTags = source.dialect === 'rc3' && type === 'helm';
    return {
      id,
      type,
      ...(description === undefined ? {} : { description }),
      components: components.map((component) => buildComponent(component, hasTags)),
      needs: needs[index] ?? normalizeResources(),
      ...pickExtensions(profile),
    };
  });
}

/** What each profile needs, in the order of the profiles. */
function listNeeds(source: MargoSource): readonly ProfileNeeds[] {
  switch (source.dialect) {
    case '2024-10':
    case '2025-02':
      return source.document.deploymentProfiles.map(() => normalizeResources());
    case 'pr1':
      return source.document.deploymentProfiles.map((profile) =>
        normalizeResources(profile.requiredResources),
      );
    case 'rc2':
      return source.document.deploymentProfiles.map((profile) =>
        normalizeResources(profile.requiredResources),
      );
    case 'rc3':
      return source.document.deploymentProfiles.map((profile) =>
        normalizeConstraints(profile.deviceConstraints),
      );
  }
}

function buildComponent(component: SourceComponent, hasTags: boolean): PackageComponent {
  const { wait, revision, ...others } = component.properties;
  return {
    name: component.name,
    properties: {
      ...others,
      ...(revision === undefined ? {} : { revision: hasTags ? revision.replace('_', '+') : revision }),
      ...(wait === undefined ? {} : { wait: wait === true || wait === 'true' }),
    },
    ...pickExtensions(component),
  };
}

function buildParameter(parameter: PackageParameter, types: ComponentTypes): PackageParameter {
  return { ...parameter, targets: normalizeTargets(parameter.targets, types) };
}

function buildConfiguration(source: MargoSource): PackageConfiguration | undefined {
  const { configuration } = source.document;
  if (configuration === undefined) return undefined;
  return {
    sections: configuration.sections.map(({ name, settings }) => ({
      name,
      parameters: settings.map((setting) => setting.parameter),
    })),
    rules: listRules(source),
  };
}

function listRules(source: MargoSource): readonly ParameterRule[] {
  const { schema = [] } = source.document.configuration ?? {};
  return schema.map((rule) => ({ ...rule, allowEmpty: rule.allowEmpty ?? false }));
}

function buildSettings(source: MargoSource): Readonly<Record<string, ParameterSetting>> {
  const { sections = [] } = source.document.configuration ?? {};
  const rules = new Map(listRules(source).map((rule) => [rule.name, rule]));
  const settings = new Map<string, ParameterSetting>();
  for (const setting of sections.flatMap((section) => section.settings)) {
    const rule = rules.get(setting.schema);
    if (rule === undefined) continue;
    settings.set(setting.parameter, {
      label: setting.name,
      ...(setting.description === undefined ? {} : { description: setting.description }),
      immutable: setting.immutable ?? false,
      rule,
    });
  }
  return Object.fromEntries(settings);
}
