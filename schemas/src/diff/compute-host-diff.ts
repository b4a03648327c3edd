import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { ApplicationState, HostState } from '../generated/actual-state.ts';
import type { ResolvedHost } from '../resolve/resolved.ts';
import { diffApplication } from './diff-application.ts';
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
  return [...new Set([...wanted.keys(), ...there.keys()])]
    .sort(compareCodePoints)
    .flatMap((applicationId) => {
      const request = {
        host,
        applicationId,
        desired: wanted.get(applicationId),
        actual: there.get(applicationId),
      };
      if (observed) return diffApplication(request);
      const deploymentId = (request.actual ?? request.desired)?.deploymentId ?? '';
      const reason = 'the host has not been observed';
      return [{ kind: 'observe' as const, host, applicationId, deploymentId, steps: [], reason }];
    });
}
