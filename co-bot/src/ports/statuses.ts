import type { Person } from './people.ts';

export type StatusState = 'error' | 'failure' | 'pending' | 'success';

export interface CommitStatus {
  readonly id: number;
  readonly context: string;
  readonly state: StatusState;
  readonly description: string;
  readonly creator: Person | undefined;
  readonly createdAt: Date;
}

/** Commit statuses of one repository. */
export interface Statuses {
  /** Newest first, back to and without the status with the id `after`; all where it is absent. */
  listStatuses(commit: string, after?: number): Promise<readonly CommitStatus[]>;
  createStatus(
    commit: string,
    status: {
      readonly context: string;
      readonly state: StatusState;
      readonly description: string;
      readonly targetUrl?: string;
    },
  ): Promise<void>;
}
