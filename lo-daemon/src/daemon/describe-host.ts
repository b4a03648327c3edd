import type { Operation } from '@colo/schemas/diff';
import type { ComponentState, HostState } from '@colo/schemas/documents/actual-state';
import type { ResolvedHost } from '@colo/schemas/resolve';
import { CRASH_LOOP, isCrashLooping } from '../reconcile/count-restarts.ts';
import type { Activity, HostOutcome } from '../reconcile/host-outcome.ts';

export interface ComponentStatus {
  readonly name: string;
  /** What the node showed last. */
  readonly observed: string;
  readonly version?: string;
  /** Why it is not tried again, or what the last attempt ended with. */
  readonly problem?: { readonly code: string; readonly message: string };
}

export interface ApplicationStatus {
  readonly applicationId: string;
  /** Version that is wanted; absent when it is to go. */
  readonly desired?: string;
  readonly components: readonly ComponentStatus[];
  /** What is left to do, and why. */
  readonly next: readonly string[];
}

export interface HostStatus {
  readonly host: string;
  readonly outcome: HostOutcome;
  readonly observedAt?: string;
  readonly problem?: { readonly code: string; readonly message: string; readonly since: string };
  /** Who acts there, as of the last look: machine and state folder of an LO, and how often that has changed. */
  readonly lease?: { readonly own: boolean; readonly actor: string; readonly number: number };
  /** What is unusual about the host, and hinders nobody. */
  readonly notice?: string;
  readonly activity?: Activity;
  readonly applications: readonly ApplicationStatus[];
}

export interface HostSources {
  readonly host: string;
  readonly state: HostState | undefined;
  readonly desired: ResolvedHost | undefined;
  readonly operations: readonly Operation[];
  readonly outcome: HostOutcome;
  readonly activity: Activity | undefined;
  readonly notice: string | undefined;
}

/** What is known of one host, and what is left to do there. */
export function describeHost({
  host,
  state,
  desired,
  operations,
  outcome,
  activity,
  notice,
}: HostSources): HostStatus {
  const wanted = new Map((desired?.applications ?? []).map((each) => [each.applicationId, each.version]));
  const purging = operations.filter(({ kind }) => kind === 'purge-app');
  const ids = [
    ...new Set([
      ...wanted.keys(),
      ...Object.keys(state?.applications ?? {}),
      ...purging.map(({ applicationId }) => applicationId),
    ]),
  ].sort();
  return {
    host,
    outcome,
    ...(state?.observedAt === undefined ? {} : { observedAt: state.observedAt }),
    ...(state?.problem === undefined ? {} : { problem: state.problem }),
    ...(state?.lease === undefined ? {} : { lease: state.lease }),
    ...(notice === undefined ? {} : { notice }),
    ...(activity === undefined ? {} : { activity }),
    applications: ids.map((applicationId) => {
      const version = wanted.get(applicationId);
      return {
        applicationId,
        ...(version === undefined ? {} : { desired: version }),
        components: describeComponents(state, applicationId, desired),
        next: operations
          .filter((operation) => operation.applicationId === applicationId && operation.kind !== 'noop')
          .map(({ kind, reason }) => `${kind}: ${reason}`),
      };
    }),
  };
}

function describeComponents(
  state: HostState | undefined,
  applicationId: string,
  desired: ResolvedHost | undefined,
): readonly ComponentStatus[] {
  const application = desired?.applications.find((each) => each.applicationId === applicationId);
  const components = Object.entries(state?.applications[applicationId]?.components ?? {});
  return components.map(([name, component]) => {
    const { observed, installed, quarantine, attempt, lastFailure } = component;
    const failed = attempt?.outcome === 'failed' || attempt?.outcome === 'rolled-back' ? attempt : undefined;
    const { digest: wanted, blocked } = application?.components.find((each) => each.name === name) ?? {};
    // What runs is what is wanted: that another version failed before is no problem of now.
    const isAsWanted =
      wanted !== undefined &&
      wanted === observed?.digest &&
      observed.state === 'running' &&
      quarantine?.digest !== wanted;
    const looping = describeCrashLoop(component);
    const { code, message } =
      looping ?? (isAsWanted ? {} : (blocked ?? quarantine ?? lastFailure ?? failed ?? {}));
    const runs =
      installed !== undefined && installed.digest === observed?.digest ? installed.version : undefined;
    return {
      name,
      observed: observed?.state ?? 'unknown',
      ...(runs === undefined ? {} : { version: runs }),
      ...(code === undefined ? {} : { problem: { code, message: message ?? '' } }),
    };
  });
}

function describeCrashLoop(component: ComponentState): ComponentStatus['problem'] {
  if (!isCrashLooping(component)) return undefined;
  const message = `it ended by itself and was started again ${component.restarts ?? 0} times without staying up for ten minutes`;
  return { code: CRASH_LOOP, message };
}
