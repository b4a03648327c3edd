import type { PackageData } from '@colo/schemas/data';
import type { Diagnostic } from '@colo/schemas/diagnostics';
import type { MargoDocument } from '@colo/schemas/margo/documents';

/** What was found in one target; `root` is where the diagnostics' file names start. */
export interface TargetReport {
  readonly root: string;
  /** What was checked, for the summary: `infra repo`, `package hello-world 1.0, dialect pr1`. */
  readonly what: string;
  readonly diagnostics: readonly Diagnostic[];
  /** A document of Margo, to be compared with others that are named with it. */
  readonly document?: MargoDocument;
  /** What the components of a package write. */
  readonly data?: readonly PackageData[];
}
