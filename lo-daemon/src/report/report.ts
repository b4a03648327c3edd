import type { CommitStatusState } from '@colo/schemas/status';

/** One thing to say about an application on a host, on a commit. */
export interface Report {
  /** Counts up; orders reports, also over restarts. */
  readonly sequence: number;
  /** Commit that it is about. */
  readonly commit: string;
  /** `lo/<site>/<host>/<application>`. */
  readonly context: string;
  readonly state: CommitStatusState;
  /** At most 140 characters, one safe line. */
  readonly description: string;
  /** UTC time, RFC 3339. */
  readonly at: string;
  /** Work on the host for this commit has been reported. */
  readonly started?: boolean;
}

/** A report before it has its place in the order. */
export type ReportContent = Pick<Report, 'commit' | 'context' | 'state' | 'description' | 'started'>;
