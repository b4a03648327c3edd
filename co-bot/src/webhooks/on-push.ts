import type { Probot } from 'probot';
import type { Orchestrator } from '../engine/orchestrator.ts';

const BRANCH = /^refs\/heads\/(?<branch>.+)$/u;

/** A branch moved. What its commits changed is read from Git, never from the event. */
export function onPush(app: Probot, orchestrator: Orchestrator): void {
  app.on('push', async ({ payload }) => {
    const branch = BRANCH.exec(payload.ref)?.groups?.['branch'];
    if (branch === undefined || payload.deleted) return;
    orchestrator.branchMoved(payload.repository.full_name, branch);
  });
}
