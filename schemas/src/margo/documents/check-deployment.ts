import type { PathStep } from '../../documents/json-pointer.ts';
import type { ApplicationDeployment2025 } from '../../generated/application-deployment-2025-02.ts';
import type { ApplicationDeploymentPr1 } from '../../generated/application-deployment-pr1.ts';
import type { ApplicationDeploymentRc2 } from '../../generated/application-deployment-rc2.ts';
import type { ApplicationDeploymentRc3 } from '../../generated/application-deployment-rc3.ts';
import { checkComponents } from '../check/check-components.ts';
import { checkEligibility } from '../check/check-eligibility.ts';
import { checkNames } from '../check/check-names.ts';
import { checkSlips } from '../check/check-slips.ts';
import { checkTargets } from '../check/check-targets.ts';
import type { Fault } from '../fault.ts';
import { isRecord } from '../is-record.ts';
import type { MargoSource } from '../normalize/margo-source.ts';

/** A deployment that passed the schema of its dialect. */
export type DeploymentSource =
  | { readonly dialect: '2025-02'; readonly document: ApplicationDeployment2025 }
  | { readonly dialect: 'pr1'; readonly document: ApplicationDeploymentPr1 }
  | { readonly dialect: 'rc2'; readonly document: ApplicationDeploymentRc2 }
  | { readonly dialect: 'rc3'; readonly document: ApplicationDeploymentRc3 };

/** What packages have and deployments do not; no rule that is used here reads it. */
const CATALOG = { organization: [] };
const METADATA = { name: 'x', version: '1', catalog: CATALOG };

/** Every rule of a deployment beyond its schema: those that packages have too, with the one profile that was chosen. */
export function checkDeployed(source: DeploymentSource): readonly Fault[] {
  const pkg = toPackage(source);
  const faults = [checkNames, checkComponents, checkTargets, checkEligibility].flatMap((check) => check(pkg));
  return [...checkId(source), ...faults.map((fault) => ({ ...fault, path: toDeploymentPath(fault.path) }))];
}

/** Texts for `wait` and times in another form, of a document that may have any shape. */
export function checkDeploymentSlips(value: unknown): readonly Fault[] {
  const spec = isRecord(value) && isRecord(value['spec']) ? value['spec'] : {};
  const faults = checkSlips({ deploymentProfiles: [spec['deploymentProfile']] });
  return faults.map((fault) => ({ ...fault, path: toDeploymentPath(fault.path) }));
}

/** The package of which this deployment is the whole. */
function toPackage({ dialect, document }: DeploymentSource): MargoSource {
  const base = { apiVersion: 'margo.org/v1', kind: 'ApplicationDescription' } as const;
  const { parameters = {} } = document.spec;
  const id = 'deploymentProfile';
  const metadata = { ...METADATA, id: 'x' };
  switch (dialect) {
    case '2025-02':
    case 'pr1': {
      const { type, components } = document.spec.deploymentProfile;
      const profile = { id, type: type === 'docker-compose' ? 'compose' : type, components } as const;
      return { dialect: 'pr1', document: { ...base, metadata, deploymentProfiles: [profile], parameters } };
    }
    case 'rc2': {
      const profile = { id, ...document.spec.deploymentProfile };
      const whole = { ...base, id: 'x', metadata: METADATA, deploymentProfiles: [profile], parameters };
      return { dialect, document: whole };
    }
    case 'rc3': {
      const profile = { id, ...document.spec.deploymentProfile };
      const whole = { ...base, id: 'x', metadata: METADATA, deploymentProfiles: [profile], parameters };
      return { dialect, document: whole };
    }
  }
}

function toDeploymentPath([first, ...rest]: readonly PathStep[]): readonly PathStep[] {
  if (first === 'deploymentProfiles') return ['spec', 'deploymentProfile', ...rest.slice(1)];
  return first === 'parameters' ? ['spec', 'parameters', ...rest] : [];
}

/** Release candidate 2 has the id at the top; some of its documents repeat it in the annotation where it was before. */
function checkId({ dialect, document }: DeploymentSource): readonly Fault[] {
  if (dialect !== 'rc2') return [];
  const noted = document.metadata.annotations.id;
  if (document.id === undefined && noted === undefined) {
    const message = 'the deployment has no id';
    return [
      { code: 'MARGO_DEPLOYMENT_ID', path: [], message, fix: 'Add id, a UUID, at the top.', atKey: true },
    ];
  }
  if (document.id === undefined || noted === undefined) return [];
  if (document.id.toLowerCase() === noted.toLowerCase()) return [];
  const message = `the annotation says ${noted}, the id at the top ${document.id}`;
  return [
    {
      code: 'MARGO_DEPLOYMENT_ID',
      path: ['metadata', 'annotations', 'id'],
      message,
      fix: 'Remove one of the two.',
    },
  ];
}
