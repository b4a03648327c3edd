import type { Issue, StateReason, User } from '../store/types.ts';

/** Closes an issue or pull request. */
export function closeIssue(issue: Issue, by: User, at: Date, reason: StateReason = 'completed'): void {
  issue.state = 'closed';
  issue.stateReason = issue.pull === undefined ? reason : null;
  issue.closedAt = at;
  issue.closedBy = by;
  issue.updatedAt = at;
}

/** Opens it again. */
export function reopenIssue(issue: Issue, at: Date): void {
  issue.state = 'open';
  issue.stateReason = issue.pull === undefined ? 'reopened' : null;
  issue.closedAt = undefined;
  issue.closedBy = undefined;
  issue.updatedAt = at;
}
