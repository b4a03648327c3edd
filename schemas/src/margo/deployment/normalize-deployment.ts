import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import type { ApplicationDeploymentPr1 } from '../../generated/application-deployment-pr1.ts';
import type { ApplicationDeploymentRc3 } from '../../generated/application-deployment-rc3.ts';
import { ownValue } from '../../resolve/own-value.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { MargoTarget } from '../convert/margo-target.ts';
import type { Fault } from '../fault.ts';
import { isRecord } from '../is-record.ts';
import { normalizeType } from '../normalize/component-types.ts';
import { readJsonMap } from './json-text.ts';
import {
  annotationPath,
  type DeployedComponent,
  type DeployedParameter,
  type DeploymentFacts,
  factNames,
  type MargoDeployment,
  optionalFactNames,
  toAnnotation,
  type Values,
} from './margo-deployment.ts';
import { toRc3Timeout } from './write-deployment.ts';

/** The parts of a document that both dialects have, from where each keeps them. */
export interface DeploymentSource {
  readonly dialect: MargoTarget;
  readonly id: string;
  /** Only rc3 has a key for it. */
  readonly deviceId: string | undefined;
  readonly applicationId: string;
  readonly annotations: Values;
  readonly type: string;
  readonly components: readonly DeployedComponent[];
  readonly parameters: Readonly<Record<string, DeployedParameter>>;
}

export function fromPr1({ metadata, spec }: ApplicationDeploymentPr1): DeploymentSource {
  const { annotations } = metadata;
  return {
    dialect: 'pr1',
    id: annotations.id,
    deviceId: undefined,
    applicationId: annotations.applicationId,
    annotations,
    type: normalizeType(spec.deploymentProfile.type),
    components: spec.deploymentProfile.components.map(toComponent),
    parameters: spec.parameters,
  };
}

export function fromRc3({ id, metadata, spec }: ApplicationDeploymentRc3): DeploymentSource {
  return {
    dialect: 'rc3',
    id,
    deviceId: metadata.deviceId,
    applicationId: spec.applicationId,
    annotations: metadata.annotations ?? {},
    type: spec.deploymentProfile.type,
    components: spec.deploymentProfile.components.map(toComponent),
    parameters: spec.parameters ?? {},
  };
}

function toComponent({ name, properties }: { readonly name: string; readonly properties: object }) {
  return { name, properties: { ...properties } };
}

/** A document in the words of a desired state, and what is wrong with its annotations. */
export function normalizeDeployment(
  source: DeploymentSource,
  parsed: ParsedYaml,
): { readonly deployment: MargoDeployment; readonly faults: readonly Fault[] } {
  const { dialect, applicationId, type, annotations } = source;
  const faults: Fault[] = [];
  function readMap(name: string): Values | undefined {
    const text = readText(annotations, name);
    const map = text === undefined ? undefined : readJsonMap(text);
    if (text !== undefined && map === undefined) faults.push(refuse(name, 'is no map in JSON'));
    return map;
  }
  const timeouts = readMap('timeouts');
  const carried = readParameters(readMap('parameters') ?? {}, source, faults);
  const deployment: MargoDeployment = {
    dialect,
    parsed,
    id: (readText(annotations, 'deployment-id') ?? source.id).toLowerCase(),
    applicationId,
    type,
    components: source.components.map((component) => restoreProperties(component, source, timeouts)),
    parameters: { ...readSpoken(source), ...carried },
    carried: Object.keys(carried),
    facts: readFacts(source),
    sharedValues: readMap('shared-values'),
    overrides: readMap('overrides'),
  };
  for (const name of Object.keys(deployment.sharedValues ?? {})) {
    if (ownValue(deployment.parameters, name) !== undefined) continue;
    faults.push(refuse('shared-values', `names ${toSafeText(name, 80)}, which is no parameter here`));
  }
  return { deployment, faults };
}

function readText(annotations: Values, name: string): string | undefined {
  const value = ownValue(annotations, toAnnotation(name));
  return typeof value === 'string' ? value : undefined;
}

function readFacts({ annotations, deviceId }: DeploymentSource): DeploymentFacts {
  const facts = [...factNames, ...optionalFactNames].flatMap((name) => {
    const value = name === 'host' && deviceId !== undefined ? deviceId : readText(annotations, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(facts);
}

/** Variables without the prefix that pr1 gives them, and that early documents of rc3 still have. */
function readSpoken({ type, parameters }: DeploymentSource): MargoDeployment['parameters'] {
  if (type === 'helm') return parameters;
  const entries = Object.entries(parameters).map(([name, { value, targets }]) => {
    const bare = targets.map(({ pointer, components }) => ({
      pointer: pointer.replace(/^ENV\./, ''),
      components,
    }));
    return [name, { value, targets: bare }] as const;
  });
  return Object.fromEntries(entries);
}

/** The parameters that stand in an annotation. */
function readParameters(carried: Values, source: DeploymentSource, faults: Fault[]) {
  const found: Record<string, DeployedParameter> = {};
  for (const [name, parameter] of Object.entries(carried)) {
    const shown = toSafeText(name, 80);
    if (Object.hasOwn(source.parameters, name)) {
      faults.push(refuse('parameters', `holds ${shown}, which spec.parameters has too`));
    } else if (!isRecord(parameter) || !isTargets(parameter['targets']) || !('value' in parameter)) {
      faults.push(refuse('parameters', `holds ${shown}, which is no parameter with value and targets`));
    } else found[name] = { value: parameter['value'], targets: parameter['targets'] };
  }
  return found;
}

function isTargets(value: unknown): value is DeployedParameter['targets'] {
  return Array.isArray(value) && value.every(isTarget);
}

function isTarget(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { pointer, components } = value;
  return (
    typeof pointer === 'string' &&
    Array.isArray(components) &&
    components.every((component) => typeof component === 'string') &&
    Object.keys(value).length === 2
  );
}

/** Versions with their plus sign, and times as the package has them, where the document still says the same. */
function restoreProperties(
  { name, properties }: DeployedComponent,
  { dialect, type }: DeploymentSource,
  timeouts: Values | undefined,
): DeployedComponent {
  if (dialect !== 'rc3') return { name, properties };
  const { revision, timeout } = properties;
  const written = ownValue(timeouts, name);
  const isSame = typeof written === 'string' && toRc3Timeout(written) === timeout;
  return {
    name,
    properties: {
      ...properties,
      ...(type === 'helm' && typeof revision === 'string' ? { revision: revision.replace('_', '+') } : {}),
      ...(isSame ? { timeout: written } : {}),
    },
  };
}

function refuse(name: string, what: string): Fault {
  return {
    code: 'MARGO_ANNOTATION_INVALID',
    path: annotationPath(name),
    message: `the annotation ${toAnnotation(name)} ${what}`,
  };
}
