import type { HostState } from '../generated/actual-state.ts';
import type { ResolvedHost } from '../resolve/resolved.ts';
import { applyOperations } from './apply-operations.ts';

const NEVER = '1970-01-01T00:00:00Z';
const NO_COMMIT = '0'.repeat(40);

/** The state of a host on which all that `resolved` wants runs, and is purged: what a plan takes for granted. */
export function assumeInstalled(resolved: ResolvedHost): HostState {
  const operations = resolved.applications.map(({ applicationId, deploymentId, components }) => ({
    kind: 'add-app' as const,
    host: resolved.host,
    applicationId,
    deploymentId,
    reason: 'assumed',
    steps: components.map(({ name, type, digest }) => ({
      component: name,
      action: 'install' as const,
      type,
      from: null,
      to: digest,
    })),
  }));
  const installed = applyOperations(undefined, operations, resolved, NEVER, NO_COMMIT);
  const purges = Object.entries(resolved.purges ?? {}).map(([id, epoch]) => [id, { epoch }] as const);
  return purges.length === 0 ? installed : { ...installed, purges: Object.fromEntries(purges) };
}
