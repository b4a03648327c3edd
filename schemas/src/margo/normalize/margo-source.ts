import type { MargoPackage2024 } from '../../generated/margo-package-2024-10.ts';
import type { MargoPackage2025 } from '../../generated/margo-package-2025-02.ts';
import type { MargoPackagePr1 } from '../../generated/margo-package-pr1.ts';
import type { MargoPackageRc2 } from '../../generated/margo-package-rc2.ts';
import type { MargoPackageRc3 } from '../../generated/margo-package-rc3.ts';

/** A `margo.yaml` that passed the schema of its dialect. */
export type MargoSource =
  | { readonly dialect: '2024-10'; readonly document: MargoPackage2024 }
  | { readonly dialect: '2025-02'; readonly document: MargoPackage2025 }
  | { readonly dialect: 'pr1'; readonly document: MargoPackagePr1 }
  | { readonly dialect: 'rc2'; readonly document: MargoPackageRc2 }
  | { readonly dialect: 'rc3'; readonly document: MargoPackageRc3 };

export type SourceProfile = MargoSource['document']['deploymentProfiles'][number];
export type SourceComponent = SourceProfile['components'][number];
