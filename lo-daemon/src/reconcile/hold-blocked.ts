import type { Operation } from '@colo/schemas/diff';
import type { ResolvedApplication, ResolvedHost } from '@colo/schemas/resolve';

/**
 * Of applications that the site cannot bring to what is desired now: what runs stays. Nothing of them is removed in
 * favour of what cannot come, and a whole deployment is not begun in place of another.
 */
export function holdBlocked(
  operations: readonly Operation[],
  desired: ResolvedHost | undefined,
): readonly Operation[] {
  const blocked = new Map(
    (desired?.applications ?? [])
      .filter(({ components }) => components.some((component) => component.blocked !== undefined))
      .map((application) => [application.applicationId, application]),
  );
  if (blocked.size === 0) return operations;
  const held = new Set<string>();
  return operations.flatMap((operation): readonly Operation[] => {
    const application = blocked.get(operation.applicationId);
    if (application === undefined) return [operation];
    if (held.has(operation.applicationId)) return [];
    if (operation.kind === 'remove-component') return [];
    if (operation.kind !== 'remove-app') return [operation];
    held.add(operation.applicationId);
    return [hold(operation, application)];
  });
}

/** What is waited for: looked at again; what was refused has failed. */
function hold({ host, applicationId }: Operation, application: ResolvedApplication): Operation {
  const { deploymentId, components } = application;
  const waiting = components.filter(({ blocked }) => blocked !== undefined);
  const refused = waiting.filter(({ blocked }) => blocked?.code === 'LO_SECRET_REFUSED');
  const reason = waiting.map(({ name, blocked }) => `${name}: ${blocked?.message ?? ''}`).join('; ');
  const identity = { host, applicationId, deploymentId, steps: [], reason };
  if (refused.length === 0) return { ...identity, kind: 'observe' };
  return { ...identity, kind: 'noop', quarantined: refused.map(({ name }) => name) };
}
