import type { Person } from './people.ts';

/** A pull request of one repository. */
export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: Person;
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  /** Commit on the base branch that merged it. */
  readonly mergeCommit: string | undefined;
  readonly headRef: string;
  readonly headCommit: string;
  readonly baseRef: string;
  /** True when the head is in another repository. */
  readonly isFork: boolean;
}

export interface Pulls {
  getPull(number: number): Promise<Pull | undefined>;
  listOpenPulls(): Promise<readonly Pull[]>;
  /** Pull requests from a branch of this repository, open and closed, newest first. */
  listPullsOfBranch(branch: string): Promise<readonly Pull[]>;
  /** Closed pull requests, most recently updated first; at most one page. */
  listRecentlyClosedPulls(): Promise<readonly Pull[]>;
  /** @throws ColoError GITHUB_ALREADY_EXISTS when there is an open one for the branch */
  createPull(request: {
    readonly title: string;
    readonly body: string;
    readonly branch: string;
    readonly base: string;
  }): Promise<Pull>;
  updatePull(
    number: number,
    change: { readonly title?: string; readonly body?: string; readonly isOpen?: boolean },
  ): Promise<void>;
}
