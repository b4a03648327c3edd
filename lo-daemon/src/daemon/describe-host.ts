import type { Operation } from '@colo/schemas/diff';
import type { ComponentState, HostState } from '@colo/schemas/documents/actual-state';
import type { ResolvedHost } from '@colo/schemas/resolve';
import { CRASH_LOOP, isCrashLooping } from '../reconcile/count-restarts.ts';
import type { Activity, HostOutcome } from '../reconcile/host-outcome.ts';

/** Why something is not tried again, or what the last attempt ended with. */
export interface AttemptProblem {
  readonly code: string;
  readonly message: string;
  /** When it failed last: UTC, RFC 3339. Absent where nothing was tried. */
  readonly at?: string;
  /** How often in a row, where it is tried again. */
  readonly failures?: number;
}

export interface ComponentStatus {
  readonly name: string;
  /** What the node showed last. */
  readonly observed: string;
  readonly version?: string;
  readonly problem?: AttemptProblem;
}

export interface ApplicationStatus {
  readonly applicationId: string;
  /** Version that is wanted; absent when it is to go. */
  readonly desired?: string;
  readonly components: readonly ComponentStatus[];
  /** Why its data, which is to go, is not deleted yet. */
  readonly purgeProblem?: AttemptProblem;
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
  const purgingIds = new Set(purging.map(({ applicationId }) => applicationId));
  const ids = [
    ...new Set([...wanted.keys(), ...Object.keys(state?.applications ?? {}), ...purgingIds]),
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
        ...(purgingIds.has(applicationId) ? describePurge(state, applicationId) : {}),
        next: operations
          .filter((operation) => operation.applicationId === applicationId && operation.kind !== 'noop')
          .map(({ kind, reason }) => `${kind}: ${reason}`),
      };
    }),
  };
}

function describePurge(
  state: HostState | undefined,
  applicationId: string,
): Pick<ApplicationStatus, 'purgeProblem'> {
  const slot = state?.purges?.[applicationId]?.slot;
  return slot?.lastFailure === undefined ? {} : { purgeProblem: describeFailure(slot.lastFailure, slot) };
}

function describeFailure(
  { code, message, at }: NonNullable<ComponentState['lastFailure' | 'quarantine']>,
  { failures = 0 }: Pick<ComponentState, 'failures'>,
): AttemptProblem {
  return { code, message, at, ...(failures > 1 ? { failures } : {}) };
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
    const ended =
      failed?.code === undefined ? undefined : { code: failed.code, message: failed.message ?? '' };
    const last =
      blocked ??
      (quarantine && describeFailure(quarantine, {})) ??
      (lastFailure && describeFailure(lastFailure, component)) ??
      ended;
    const problem = describeCrashLoop(component) ?? (isAsWanted ? undefined : last);
    const runs =
      installed !== undefined && installed.digest === observed?.digest ? installed.version : undefined;
    return {
      name,
      observed: observed?.state ?? 'unknown',
      ...(runs === undefined ? {} : { version: runs }),
      ...(problem === undefined ? {} : { problem }),
    };
  });
}

function describeCrashLoop(component: ComponentState): ComponentStatus['problem'] {
  if (!isCrashLooping(component)) return undefined;
  const message = `LO saw it start again ${component.restarts ?? 0} times without staying up for ten minutes; starts after a failed health check count too`;
  return { code: CRASH_LOOP, message };
}
