import type { Probot } from 'probot';
import type { Orchestrator } from '../engine/orchestrator.ts';

/** Issues: opened with a command or the form, or changed since. */
export function onIssues(app: Probot, orchestrator: Orchestrator): void {
  app.on(['issues.opened', 'issues.reopened', 'issues.closed'], async ({ payload }) => {
    orchestrator.threadChanged(payload.repository.full_name, payload.issue.number);
  });
}
