import type { CommitWriter } from './commit-writer.ts';
import type { GitStore } from './git-store.ts';
import type { Issues } from './issues.ts';
import type { Person } from './people.ts';
import type { Permissions } from './permissions.ts';
import type { Pulls } from './pulls.ts';
import type { Refs } from './refs.ts';
import type { Reviews } from './reviews.ts';
import type { Statuses } from './statuses.ts';

/** CO's own account on the forge. */
export interface BotIdentity extends Person {
  /** Address that the forge shows as this account. */
  readonly email: string;
}

/** One repository, as far as CO uses it. */
export interface Repository {
  /** owner/name */
  readonly name: string;
  readonly defaultBranch: string;
  readonly bot: BotIdentity;
  readonly issues: Issues;
  readonly pulls: Pulls;
  readonly reviews: Reviews;
  readonly statuses: Statuses;
  readonly permissions: Permissions;
  readonly refs: Refs;
  readonly git: GitStore;
  readonly writer: CommitWriter;
}

/** Gives access to repositories where the App is installed. */
export interface Repositories {
  /** @throws ColoError GITHUB_NOT_INSTALLED when the App has no access */
  open(name: string): Promise<Repository>;
  /** Ends the processes that stand behind them. */
  close(): Promise<void>;
}
