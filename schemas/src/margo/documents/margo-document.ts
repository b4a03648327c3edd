import type { PathStep } from '../../documents/json-pointer.ts';
import type { Spot } from '../../documents/make-diagnostic.ts';

/** A document of Margo, as far as others can contradict it; the shape of a document is right once it has this. */
export type MargoFacts =
  | { readonly kind: 'ApplicationDescription'; readonly id: string }
  | DeploymentFacts
  | StatusFacts
  | { readonly kind: 'DeviceCapabilities'; readonly id: string }
  | ManifestFacts;

export interface DeploymentFacts {
  readonly kind: 'ApplicationDeployment';
  readonly id: string;
  readonly name: string;
  readonly applicationId: string;
  readonly applicationIdPath: readonly PathStep[];
  readonly components: readonly string[];
}

export interface StatusFacts {
  readonly kind: 'DeploymentStatus';
  readonly deploymentId: string;
  /** Of the overall error: the deployment's name, or undefined where that is not said. */
  readonly source: string | undefined;
  readonly components: readonly string[];
}

export interface ManifestFacts {
  readonly kind: 'DesiredStateManifest';
  readonly version: number;
  readonly deployments: readonly { readonly id: string; readonly digest: string }[];
}

/** One of several documents that are compared. */
export interface MargoDocument {
  readonly facts: MargoFacts;
  /** `sha256:` and the digest of the document's text. */
  readonly digest: string;
  /** Where a value of it stands. */
  locate(path: readonly PathStep[]): Spot;
}
