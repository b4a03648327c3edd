import { renderOrganization } from '../render/render-organization.ts';
import { renderRepository } from '../render/render-repository.ts';
import { renderUser } from '../render/render-user.ts';
import type { Installation } from '../store/types.ts';
import type { HookEvent } from './hook-event.ts';

/** A payload as one installation gets it: the event's own part, and what every payload carries. */
export function buildPayload(
  base: string,
  installation: Installation,
  event: HookEvent,
): Record<string, unknown> {
  const { repository, sender } = event;
  return {
    ...(event.action === undefined ? {} : { action: event.action }),
    ...event.payload,
    repository: renderRepository(base, repository),
    ...(repository.owner.type === 'Organization'
      ? { organization: renderOrganization(base, repository.owner) }
      : {}),
    sender: renderUser(base, sender),
    installation: { id: installation.id, node_id: installation.nodeId },
  };
}
