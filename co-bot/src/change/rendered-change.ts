import type { PlannedData } from '@colo/schemas/data';
import type { DesiredState } from '@colo/schemas/documents/desired-state';
import type { SitePlan } from '@colo/schemas/plan';
import type { FileChange } from '../ports/commit-writer.ts';

/** One site of a change. */
export interface SiteChange {
  readonly site: string;
  readonly before: DesiredState | undefined;
  readonly after: DesiredState;
  readonly plan: SitePlan;
  /** What the components write that the plan installs or changes. */
  readonly data: readonly PlannedData[];
}

/** How the files of an application's package differ from the package that was deployed before. */
export interface PackageDiff {
  readonly application: string;
  /** Absent: nothing was deployed before. */
  readonly from?: { readonly version: string; readonly digest: string };
  readonly to: { readonly version: string; readonly digest: string };
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Why a change cannot be made; nothing is written then. */
export interface Refusal {
  readonly site?: string;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

export interface ChangeContent {
  readonly sites: readonly SiteChange[];
  readonly packages: readonly PackageDiff[];
  readonly files: readonly FileChange[];
  readonly warnings: readonly string[];
}

/** What a request comes to on a given base. */
export type RenderedChange =
  | ({ readonly kind: 'rendered' } & ChangeContent)
  /** Every chosen site is already as asked for. */
  | { readonly kind: 'unchanged'; readonly sites: number; readonly warnings: readonly string[] }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };
