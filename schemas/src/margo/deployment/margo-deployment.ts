import type { PathStep } from '../../documents/json-pointer.ts';
import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import type { ParameterTarget } from '../../generated/desired-state.ts';
import type { MargoTarget } from '../convert/margo-target.ts';

/** Values by name; what they may be is for the desired state to say. */
export type Values = Readonly<Record<string, unknown>>;

export interface DeployedComponent {
  readonly name: string;
  readonly properties: Values;
}

export interface DeployedParameter {
  readonly value: unknown;
  readonly targets: readonly ParameterTarget[];
}

/** One Margo `ApplicationDeployment`, whichever dialect it was written in, in the words of a desired state. */
export interface MargoDeployment {
  readonly dialect: MargoTarget;
  readonly parsed: ParsedYaml;
  /** Id in the desired state; of a document by others, the document's own. */
  readonly id: string;
  readonly applicationId: string;
  readonly type: string;
  readonly components: readonly DeployedComponent[];
  readonly parameters: Readonly<Record<string, DeployedParameter>>;
  /** Names of the parameters that stand in an annotation, because Margo has no type for their value. */
  readonly carried: readonly string[];
  readonly facts: DeploymentFacts;
  /** Of the parameters for which this host has a value of its own, the value of the deployment. */
  readonly sharedValues: Values | undefined;
  readonly overrides: Values | undefined;
}

/** What only annotations of colo say, by their name without the prefix; the host is Margo's own in rc3. */
export type DeploymentFacts = Readonly<Partial<Record<FactName | OptionalFactName, string>>>;

/** What a desired state cannot be without. */
export const factNames = [
  'site',
  'host',
  'version',
  'profile',
  'source-repository',
  'source-path',
  'source-commit',
  'source-digest',
] as const;
export type FactName = (typeof factNames)[number];

export const optionalFactNames = ['track', 'hold-reason', 'hold-by'] as const;
export type OptionalFactName = (typeof optionalFactNames)[number];

/** The annotation that carries a fact of colo. */
export function toAnnotation(name: string): string {
  return `colo.dev/${name}`;
}

/** The path of an annotation within its document. */
export function annotationPath(name: string): readonly PathStep[] {
  return ['metadata', 'annotations', toAnnotation(name)];
}

/** Where a document says its host. */
export function hostPath(dialect: MargoTarget): readonly PathStep[] {
  return dialect === 'rc3' ? ['metadata', 'deviceId'] : annotationPath('host');
}
