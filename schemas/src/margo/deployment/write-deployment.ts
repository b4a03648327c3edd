import { emitYaml } from '../../documents/writer/emit-yaml.ts';
import { followSchema } from '../../documents/writer/order-keys.ts';
import { isColoError } from '../../errors/colo-error.ts';
import { applicationDeploymentPr1Schema } from '../../generated/application-deployment-pr1.ts';
import { applicationDeploymentRc3Schema } from '../../generated/application-deployment-rc3.ts';
import type { Deployment, ResolvedParameter } from '../../generated/desired-state.ts';
import { uuidV5 } from '../../render/deployment-id.ts';
import { ownValue } from '../../resolve/own-value.ts';
import type { MargoTarget } from '../convert/margo-target.ts';
import { writeTag, writeTimeout } from '../convert/write-package.ts';
import { isMargoValue } from './is-margo-value.ts';
import { writeJsonText } from './json-text.ts';
import { toAnnotation, type Values } from './margo-deployment.ts';

export interface DeploymentSubject {
  readonly site: string;
  readonly host: string;
  readonly deployment: Deployment;
}

/** The id of the document for one host: the UUIDv5 of the host in the namespace of its deployment. */
export function makeDocumentId({ deployment, host }: DeploymentSubject): string {
  return uuidV5(deployment.id, host);
}

/**
 * One deployment on one host as a Margo `ApplicationDeployment`, the same bytes for the same deployment. What Margo has
 * no key for goes into annotations. A value that the dialect has no place for is written as it is, for the reader to
 * refuse.
 */
export function writeDeployment(subject: DeploymentSubject, to: MargoTarget): string {
  const schema = to === 'pr1' ? applicationDeploymentPr1Schema : applicationDeploymentRc3Schema;
  const document = to === 'pr1' ? toPr1(subject) : toRc3(subject);
  return `# yaml-language-server: $schema=${String(schema['$id'])}\n${emitYaml(document, followSchema(schema))}`;
}

function toPr1(subject: DeploymentSubject): Values {
  const { deployment, host } = subject;
  const { applicationId, profile } = deployment;
  const isChart = profile.type === 'helm';
  const { spoken, unspoken } = splitParameters(listParameters(subject));
  return {
    apiVersion: 'application.margo.org/v1alpha1',
    kind: 'ApplicationDeployment',
    metadata: {
      ...writeNames(subject),
      annotations: {
        id: makeDocumentId(subject),
        applicationId,
        [toAnnotation('host')]: host,
        ...writeAnnotations(subject, unspoken),
      },
    },
    spec: {
      deploymentProfile: { type: isChart ? 'helm.v3' : profile.type, components: profile.components },
      parameters: isChart ? spoken : mapValues(spoken, prefixPointers),
    },
  };
}

function toRc3(subject: DeploymentSubject): Values {
  const { deployment, host } = subject;
  const { applicationId, profile } = deployment;
  const { spoken, unspoken } = splitParameters(listParameters(subject));
  const components = profile.components.map(({ name, properties }) => ({
    name,
    properties: writeRc3Properties(properties, profile.type === 'helm'),
  }));
  return {
    id: makeDocumentId(subject),
    metadata: {
      ...writeNames(subject),
      deviceId: host,
      annotations: { ...writeAnnotations(subject, unspoken), ...writeTimeouts(deployment) },
    },
    spec: { applicationId, deploymentProfile: { type: profile.type, components }, parameters: spoken },
  };
}

function writeNames({ deployment, host }: DeploymentSubject): Values {
  return { name: `${deployment.applicationId}-${host}`, namespace: 'colo' };
}

/** The facts that Margo has no key for. */
function writeAnnotations({ site, host, deployment }: DeploymentSubject, unspoken: Values): Values {
  const { id, version, source, profile, overrides, hostParameters, track, hold, parameters } = deployment;
  const own = ownValue(hostParameters, host);
  const shared = own && mapValues(own, (_, name) => ownValue(parameters, name)?.value);
  const facts: Values = {
    site,
    'deployment-id': id,
    version,
    'source-repository': source.repository,
    'source-path': source.path,
    'source-commit': source.commit,
    'source-digest': source.digest,
    profile: profile.id,
    overrides: overrides && writeJsonText(overrides),
    'shared-values': shared && writeJsonText(shared),
    parameters: Object.keys(unspoken).length === 0 ? undefined : writeJsonText(unspoken),
    track,
    'hold-reason': hold?.reason,
    'hold-by': hold?.by,
  };
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [toAnnotation(name), value]));
}

/** The times that rc3 writes in another way. */
function writeTimeouts({ profile }: Deployment): Values {
  const changed = profile.components.flatMap(({ name, properties }) => {
    const { timeout } = properties;
    return typeof timeout === 'string' && toRc3Timeout(timeout) !== timeout ? [[name, timeout] as const] : [];
  });
  return changed.length === 0
    ? {}
    : { [toAnnotation('timeouts')]: writeJsonText(Object.fromEntries(changed)) };
}

function writeRc3Properties(properties: Values, isChart: boolean): Values {
  const { revision, timeout } = properties;
  return {
    ...properties,
    revision: isChart && typeof revision === 'string' ? writeTag(revision) : revision,
    timeout: typeof timeout === 'string' ? toRc3Timeout(timeout) : timeout,
  };
}

/** What is no time stays as it is. */
export function toRc3Timeout(text: string): string {
  try {
    return writeTimeout(text);
  } catch (error) {
    if (isColoError(error)) return text;
    throw error;
  }
}

/** Every parameter with the value that this host has. */
function listParameters({
  deployment,
  host,
}: DeploymentSubject): Readonly<Record<string, ResolvedParameter>> {
  const own = ownValue(deployment.hostParameters, host);
  return mapValues(deployment.parameters, (parameter, name) => {
    const value = ownValue(own, name);
    return value === undefined ? parameter : { ...parameter, value };
  });
}

/** Parts the parameters that Margo can say from those with a value that it has no type for. */
function splitParameters(parameters: Readonly<Record<string, ResolvedParameter>>): {
  readonly spoken: Readonly<Record<string, ResolvedParameter>>;
  readonly unspoken: Readonly<Record<string, ResolvedParameter>>;
} {
  const entries = Object.entries(parameters);
  return {
    spoken: Object.fromEntries(entries.filter(([, { value }]) => isMargoValue(value))),
    unspoken: Object.fromEntries(entries.filter(([, { value }]) => !isMargoValue(value))),
  };
}

/** pr1 writes the variables of containers as `ENV.NAME`. */
function prefixPointers({ value, targets }: ResolvedParameter): ResolvedParameter {
  return { value, targets: targets.map((target) => ({ ...target, pointer: `ENV.${target.pointer}` })) };
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
