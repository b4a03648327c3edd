import type { AttemptLimits } from '../runtimes/runtime.ts';

/** Names a slot on a host. `site` is part of the owner mark, so it does not appear in the path. */
export interface SlotName {
  readonly site: string;
  readonly applicationId: string;
  readonly deploymentId: string;
  readonly component: string;
}

export type AttemptAction = 'install' | 'update' | 'replace' | 'remove';

/** What an attempt shall do. LO journals it before it calls `start`. */
export interface Intent {
  readonly slot: SlotName;
  /** {@link computeOwner} of the infra repo and the site. */
  readonly owner: string;
  /** One above the generation that the node's slot has. */
  readonly generation: number;
  /** 128 random bits, 32 lower-case hex digits. */
  readonly nonce: string;
  readonly action: AttemptAction;
  /** Id of the runtime; `none` for a purge, which is the matter of all of them. */
  readonly type: string;
  /** Component digest (`sha256:…`); for `remove` the one that ran, or `none`. */
  readonly target: string;
  /** Content digest (`sha256:…`), or `none` for `remove`. */
  readonly contentDigest: string;
  /** Commit of the infra repo that asked for it. */
  readonly commit: string;
  readonly version: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: AttemptLimits;
  readonly onFailure: 'rollback' | 'stop';
  /** On a removal: the epoch to which the data of the whole application is purged. */
  readonly purge?: number;
}
