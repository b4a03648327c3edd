import { parseStatusContext } from '@colo/schemas/status';
import type { Probot } from 'probot';
import type { Orchestrator } from '../engine/orchestrator.ts';

/** A commit status with a context that sites write. Who set it is judged when the statuses are read. */
export function onStatus(app: Probot, orchestrator: Orchestrator): void {
  app.on('status', async ({ payload }) => {
    if (parseStatusContext(payload.context) === undefined) return;
    orchestrator.statusSet(payload.repository.full_name, payload.sha);
  });
}
