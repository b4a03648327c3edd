import type { PackageSource } from '@colo/schemas/documents/desired-state';

/** Deployments that an earlier merge changed: what `/rollback`, `/hold`, … mean on its issue or pull request. */
export interface MergedChange {
  readonly kind: 'merge';
  /** Commit on the default branch that merged it. */
  readonly commit: string;
}

/** Deployments that people named. */
export interface NamedTargets {
  readonly kind: 'named';
  readonly application: string;
  readonly selector: string;
}

export type ChangeTargets = MergedChange | NamedTargets;

/** Puts a package on sites; `source` is pinned when the command is read. */
export interface DeployChange {
  readonly verb: 'deploy';
  readonly by: string;
  readonly application: string;
  readonly version: string;
  readonly source: PackageSource;
  readonly selector: string;
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
  readonly secrets?: Readonly<Record<string, string>>;
  readonly track?: string;
}

/** Automation proposes a newer version to every deployment that tracks a range with it. */
export interface UpdateChange {
  readonly verb: 'update';
  readonly by: string;
  readonly application: string;
  readonly version: string;
  readonly source: PackageSource;
}

export interface RemoveChange {
  readonly verb: 'remove';
  readonly by: string;
  readonly targets: NamedTargets;
  /** The data goes too. */
  readonly purge?: true;
}

/** Restores deployment entries and holds them. */
export interface RollbackChange {
  readonly verb: 'rollback';
  readonly by: string;
  readonly targets: ChangeTargets;
  /** Head of the default branch when the command was read: "before the last change" is meant as of it. */
  readonly asOf: string;
  /** Commit whose values come back; absent: those before the change. */
  readonly to?: string;
}

export interface HoldChange {
  readonly verb: 'hold';
  readonly by: string;
  readonly targets: ChangeTargets;
  readonly reason: string;
}

export interface ResumeChange {
  readonly verb: 'resume';
  readonly by: string;
  readonly targets: ChangeTargets;
}

/** What a pull request of CO is for. Kept in a trailer of its commit, so that it can be rendered again at any time. */
export type ChangeRequest =
  | DeployChange
  | UpdateChange
  | RemoveChange
  | RollbackChange
  | HoldChange
  | ResumeChange;
