import type { ErrorCode } from '../errors/error-table.ts';
import type { ParameterValue } from '../generated/desired-state.ts';
import type { PackageFile } from '../margo/package-content.ts';

/** What one host must run: desired state, its package files and this host's parameters, folded together. */
export interface ResolvedHost {
  readonly host: string;
  /** Sorted by applicationId. */
  readonly applications: readonly ResolvedApplication[];
  /** Epochs to which data is to be purged, by application id; whether or not the application shall run. */
  readonly purges?: Readonly<Record<string, number>>;
}

export interface ResolvedApplication {
  readonly applicationId: string;
  readonly deploymentId: string;
  readonly version: string;
  readonly profileId: string;
  readonly packageDigest: string;
  /** In order of installation. */
  readonly components: readonly ResolvedComponent[];
}

export interface ResolvedComponent {
  readonly name: string;
  /** Runtime: compose, process, helm. */
  readonly type: string;
  /** Where it comes from, without what changes from version to version; another source is another thing. */
  readonly source: string;
  /** Component digest, `sha256:…`: equal digests mean that nothing needs to be done. */
  readonly digest: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Values by pointer, for this host; of a secret only its name. */
  readonly values: Readonly<Record<string, ParameterValue>>;
  /** The files that this component refers to, sorted by path. */
  readonly files: readonly PackageFile[];
  /** Why the site cannot act on the component now; only a site knows. What runs stays. */
  readonly blocked?: { readonly code: ErrorCode; readonly message: string };
}
