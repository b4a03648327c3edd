import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { ApplicationState, HostState } from '../generated/actual-state.ts';
import { PURGE_DEPLOYMENT } from '../purge/purge-slot.ts';
import { ownValue } from '../resolve/own-value.ts';
import type { ResolvedHost } from '../resolve/resolved.ts';
import { type DuePurge, diffApplication } from './diff-application.ts';
import type { Operation } from './operation.ts';

/** One host: what is wanted there, and what is known of it. */
export interface HostDiffRequest {
  readonly host: string;
  /** Undefined when no deployment names the host: everything of ours on it is to go. Never for lack of a document. */
  readonly desired: ResolvedHost | undefined;
  /** Undefined, or without `observedAt`, when the host was never observed: it is looked at before anything else. */
  readonly actual: HostState | undefined;
}

/** The operations of one host, application by application, sorted by application id. */
export function computeHostDiff({ host, desired, actual }: HostDiffRequest): readonly Operation[] {
  const wanted = new Map(
    (desired?.applications ?? []).map((application) => [application.applicationId, application]),
  );
  const there = new Map<string, ApplicationState>(Object.entries(actual?.applications ?? {}));
  const observed = actual?.observedAt !== undefined;
  const purges = listDuePurges(desired, actual);
  return [...new Set([...wanted.keys(), ...there.keys(), ...purges.keys()])]
    .sort(compareCodePoints)
    .flatMap((applicationId) => {
      const request = {
        host,
        applicationId,
        desired: wanted.get(applicationId),
        actual: there.get(applicationId),
        purge: purges.get(applicationId),
      };
      if (observed) return diffApplication(request);
      const deploymentId = (request.actual ?? request.desired)?.deploymentId ?? PURGE_DEPLOYMENT;
      const reason = 'the host has not been observed';
      return [{ kind: 'observe' as const, host, applicationId, deploymentId, steps: [], reason }];
    });
}

/**
 * Purges that the host has not come to, and those of which nobody knows how they ended. A host whose epoch is higher, as after
 * a revert, has nothing to do.
 */
function listDuePurges(
  desired: ResolvedHost | undefined,
  actual: HostState | undefined,
): ReadonlyMap<string, DuePurge> {
  const due = new Map<string, DuePurge>();
  for (const [applicationId, epoch] of Object.entries(desired?.purges ?? {})) {
    const known = ownValue(actual?.purges, applicationId)?.epoch ?? 0;
    if (epoch > known) due.set(applicationId, { kind: 'due', epoch });
  }
  for (const [applicationId, { slot }] of Object.entries(actual?.purges ?? {}))
    if (slot?.dirty === true) due.set(applicationId, { kind: 'at-work' });
  return due;
}
