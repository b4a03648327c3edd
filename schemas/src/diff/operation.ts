/** What LO does to a host, and what CO's plan lists. `observe` comes first where a record cannot be trusted. */
export type OperationKind =
  | 'add-app'
  | 'remove-app'
  | 'purge-app'
  | 'add-component'
  | 'update-component'
  | 'replace-component'
  | 'remove-component'
  | 'noop'
  | 'observe';

/** One step on one component. */
export interface ComponentStep {
  readonly component: string;
  readonly action: 'install' | 'update' | 'replace' | 'remove';
  readonly type: string;
  /** Digest that is there; null where nothing is. */
  readonly from: string | null;
  /** Digest to reach; null for removal. */
  readonly to: string | null;
  /** True when nobody asked for a change: the node strayed from what was installed. Policy may forbid healing. */
  readonly drift?: true;
  /** On a removal that purges: the epoch to purge to. The component is the application itself. */
  readonly purge?: number;
}

export interface Operation {
  readonly kind: OperationKind;
  readonly host: string;
  readonly applicationId: string;
  readonly deploymentId: string;
  /** In order of execution; empty for noop and observe. */
  readonly steps: readonly ComponentStep[];
  /** Why, in one sentence for people. */
  readonly reason: string;
  /** On a noop: components whose desired digest failed before and is not tried again. The application has failed. */
  readonly quarantined?: readonly string[];
}
