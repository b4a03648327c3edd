import type { Probot } from 'probot';
import type { Orchestrator } from '../engine/orchestrator.ts';

/** Pull requests: validated when they change, followed when they are CO's own. */
export function onPullRequest(app: Probot, orchestrator: Orchestrator): void {
  const events = [
    'pull_request.opened',
    'pull_request.synchronize',
    'pull_request.reopened',
    'pull_request.closed',
    'pull_request.edited',
  ] as const;
  app.on([...events], async ({ payload }) => {
    const { pull_request: pull, repository } = payload;
    orchestrator.pullChanged(repository.full_name, pull.number, pull.head.ref);
  });
}
