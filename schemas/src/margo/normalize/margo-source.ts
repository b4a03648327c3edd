import type { MargoPackagePr1 } from '../../generated/margo-package-pr1.ts';
import type { MargoPackageRc3 } from '../../generated/margo-package-rc3.ts';

/** A `margo.yaml` that passed the schema of its dialect. */
export type MargoSource =
  | { readonly dialect: 'pr1'; readonly document: MargoPackagePr1 }
  | { readonly dialect: 'rc3'; readonly document: MargoPackageRc3 };

export type SourceProfile = MargoSource['document']['deploymentProfiles'][number];
export type SourceComponent = SourceProfile['components'][number];
