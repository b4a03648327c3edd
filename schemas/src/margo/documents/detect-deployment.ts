import type { PathStep } from '../../documents/json-pointer.ts';
import {
  type ApplicationDeployment2025,
  applicationDeployment202502Schema,
} from '../../generated/application-deployment-2025-02.ts';
import {
  type ApplicationDeploymentPr1,
  applicationDeploymentPr1Schema,
} from '../../generated/application-deployment-pr1.ts';
import {
  type ApplicationDeploymentRc2,
  applicationDeploymentRc2Schema,
} from '../../generated/application-deployment-rc2.ts';
import {
  type ApplicationDeploymentRc3,
  applicationDeploymentRc3Schema,
} from '../../generated/application-deployment-rc3.ts';
import { isRecord } from '../is-record.ts';
import { checkDeployed, checkDeploymentSlips } from './check-deployment.ts';
import { type AnyForm, asAnyForm } from './document-form.ts';
import type { DeploymentFacts } from './margo-document.ts';

const KIND = 'ApplicationDeployment';

const COMMON = {
  kind: KIND,
  word: KIND,
  slips: checkDeploymentSlips,
  fixes: {
    '/spec/parameters': 'Write a map: each parameter under its name, with value and targets below it.',
    '/spec/deploymentProfile': 'Write the one profile that was chosen, as a map with type and components.',
  },
} as const;

const FORMS = {
  '2025-02': asAnyForm<ApplicationDeployment2025>({
    ...COMMON,
    dialect: '2025-02',
    schema: applicationDeployment202502Schema,
    check: (document) => checkDeployed({ dialect: '2025-02', document }),
    describe: ({ metadata, spec }) => describeEarly(metadata.annotations, metadata.name, spec),
  }),
  pr1: asAnyForm<ApplicationDeploymentPr1>({
    ...COMMON,
    dialect: 'pr1',
    schema: applicationDeploymentPr1Schema,
    check: (document) => checkDeployed({ dialect: 'pr1', document }),
    describe: ({ metadata, spec }) => describeEarly(metadata.annotations, metadata.name, spec),
  }),
  rc2: asAnyForm<ApplicationDeploymentRc2>({
    ...COMMON,
    dialect: 'rc2',
    schema: applicationDeploymentRc2Schema,
    check: (document) => checkDeployed({ dialect: 'rc2', document }),
    describe: ({ id, metadata: { name, annotations }, spec }) =>
      describeEarly({ ...annotations, id: id ?? annotations.id ?? '' }, name, spec),
  }),
  rc3: asAnyForm<ApplicationDeploymentRc3>({
    ...COMMON,
    dialect: 'rc3',
    schema: applicationDeploymentRc3Schema,
    check: (document) => checkDeployed({ dialect: 'rc3', document }),
    describe: ({ id, metadata: { name }, spec }) =>
      describe({ id, name }, spec.applicationId, ['spec', 'applicationId'], spec),
  }),
} as const;

/**
 * The form of a deployment. Release candidate 3 names the application in `spec`, earlier ones in an annotation; before
 * the candidates the id was an annotation too. The drafts are told from preview release 1 by their word for compose.
 */
export function detectDeployment(value: Readonly<Record<string, unknown>>): AnyForm {
  const metadata = toMap(value['metadata']);
  const annotations = toMap(metadata['annotations']);
  const spec = toMap(value['spec']);
  const profile = toMap(spec['deploymentProfile']);
  if (Object.hasOwn(spec, 'applicationId') || Object.hasOwn(profile, 'deviceConstraints')) return FORMS.rc3;
  const isNoted = Object.hasOwn(annotations, 'applicationId');
  if (Object.hasOwn(value, 'id')) return isNoted ? FORMS.rc2 : FORMS.rc3;
  if (!isNoted && !Object.hasOwn(annotations, 'id') && !Object.hasOwn(value, 'kind')) return FORMS.rc3;
  if (profile['type'] === 'helm' || Object.hasOwn(metadata, 'deviceId')) return FORMS.rc2;
  return profile['type'] === 'docker-compose' ? FORMS['2025-02'] : FORMS.pr1;
}

interface Spec {
  readonly deploymentProfile: { readonly components: readonly { readonly name: string }[] };
}

function describeEarly(
  annotations: { readonly id: string; readonly applicationId: string },
  name: string,
  spec: Spec,
): DeploymentFacts {
  const path = ['metadata', 'annotations', 'applicationId'];
  return describe({ id: annotations.id, name }, annotations.applicationId, path, spec);
}

function describe(
  { id, name }: { readonly id: string; readonly name: string },
  applicationId: string,
  applicationIdPath: readonly PathStep[],
  { deploymentProfile }: Spec,
): DeploymentFacts {
  const components = deploymentProfile.components.map(({ name }) => name);
  return { kind: KIND, id, name, applicationId, applicationIdPath, components };
}

function toMap(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
