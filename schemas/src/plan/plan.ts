import type { Operation } from '../diff/operation.ts';

/** What merging a change would do to one site. */
export interface SitePlan {
  readonly site: string;
  readonly hosts: readonly HostPlan[];
}

export interface HostPlan {
  readonly host: string;
  readonly operations: readonly Operation[];
  /** What the operator should know of this host: last report older, failed, or never seen. */
  readonly notes: readonly string[];
}
