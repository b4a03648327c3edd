import type { Probot } from 'probot';
import type { Orchestrator } from '../engine/orchestrator.ts';
import { onIssueComment } from './on-issue-comment.ts';
import { onIssues } from './on-issues.ts';
import { onPullRequest } from './on-pull-request.ts';
import { onPush } from './on-push.ts';
import { onStatus } from './on-status.ts';

/** Events that CO handles; `templates/app.yml` asks for exactly these. */
export const handledEvents = ['issues', 'issue_comment', 'pull_request', 'push', 'status'] as const;

/** Ties every webhook to a key of the orchestrator. Handlers note the key and answer at once. */
export function registerHandlers(app: Probot, orchestrator: Orchestrator): void {
  onIssues(app, orchestrator);
  onIssueComment(app, orchestrator);
  onPullRequest(app, orchestrator);
  onPush(app, orchestrator);
  onStatus(app, orchestrator);
}
