import type { PackagePolicy } from '../generated/fleet-policy.ts';

export interface CheckContentOptions {
  /** Path of `margo.yaml`, for messages; other files are named beside it. */
  readonly file: string;
  /** `spec.packages` of the fleet that the package is for. Absent: for none yet, so that nothing is refused by policy. */
  readonly policy?: PackagePolicy;
}
