import type { Probot } from 'probot';
import type { Orchestrator } from '../engine/orchestrator.ts';

/** New comments on issues and pull requests. Edited ones never count, so their events are not asked for. */
export function onIssueComment(app: Probot, orchestrator: Orchestrator): void {
  app.on('issue_comment.created', async ({ payload }) => {
    if (payload.comment.user?.type === 'Bot') return;
    orchestrator.threadChanged(payload.repository.full_name, payload.issue.number);
  });
}
