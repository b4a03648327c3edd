import type { Standing } from '../fleet/compute-status.ts';

/** The command that is followed: where it stands, and the branch that CO makes for it. */
export interface FollowedCommand {
  /** Number of the issue or pull request. */
  readonly thread: number;
  /** Page of the command, for people. */
  readonly url: string;
  /** The comment that holds the command; absent where the issue's own text does. */
  readonly comment?: number;
  /** CO's id of the change, and its branch. */
  readonly id: string;
  readonly branch: string;
}

export interface PullView {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly isOpen: boolean;
  /** Commit on the default branch; absent before the merge. */
  readonly mergeCommit?: string;
}

/** One application on one host that the change is about. */
export interface HostView {
  readonly site: string;
  readonly host: string;
  readonly application: string;
  readonly want: 'installed' | 'removed';
  readonly version?: string;
  readonly standing: Standing;
  /** What the site said; one line, safe to show. */
  readonly detail?: string;
}

/** Everything that can be seen of a change at one moment. */
export interface ChangeView {
  /** CO answered, finally: there will be no pull request. */
  readonly answer?: { readonly text: string; readonly isRefusal: boolean };
  /** CO reacted that the author may not do this. */
  readonly isDenied: boolean;
  readonly pull?: PullView;
  /** Empty before the merge. */
  readonly hosts: readonly HostView[];
}
