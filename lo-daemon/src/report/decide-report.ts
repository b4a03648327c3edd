import { shortenDigest } from '@colo/schemas/digests';
import type {
  ApplicationState,
  ComponentState,
  HostState,
  ObservedRecord,
} from '@colo/schemas/documents/actual-state';
import type { ResolvedApplication } from '@colo/schemas/resolve';
import type { StatusDescription } from '@colo/schemas/status';
import { CRASH_LOOP, isCrashLooping } from '../reconcile/count-restarts.ts';
import type { Activity } from '../reconcile/host-outcome.ts';

/** What is known of an application on a host, for saying where it stands. */
export interface ReportSubject {
  /** False when the host is not, or no longer, in the site's inventory. */
  readonly inInventory: boolean;
  readonly applicationId: string;
  readonly desired: ResolvedApplication | undefined;
  readonly host: HostState | undefined;
  readonly application: ApplicationState | undefined;
  /** What is going on with this application now. */
  readonly activity: Activity | undefined;
  /** Epoch to which its data is to be purged on the host. */
  readonly purge?: number | undefined;
  /** True when the host was looked at since the revision changed what it shall run. */
  readonly observed: boolean;
  /** `report`: what strays from what was installed is said, and left alone. */
  readonly driftMode: 'heal' | 'report';
}

/**
 * Where an application stands, or undefined when nothing new can be said. Success is only ever said of what was
 * observed; a host that is down says nothing about what it ran before.
 */
export function decideReport(subject: ReportSubject): StatusDescription | undefined {
  const { desired, host, activity } = subject;
  const what = desired === undefined ? {} : { version: desired.version, digest: desired.packageDigest };
  if (!subject.inInventory) return { outcome: 'refused', ...what, detail: describeAbsence(desired) };
  // Who acts there says how it goes.
  if (host?.problem?.code === 'LO_PASSIVE') return undefined;
  if (host?.problem !== undefined) return { ...describeProblem(host.problem), ...what };
  // A start after a start, for ever, are one state, and told once.
  const looping = findCrashLoop(subject);
  if (looping !== undefined) return { outcome: 'failed', ...what, detail: `${looping}: ${CRASH_LOOP}` };
  if (activity !== undefined) return { ...describeActivity(activity, subject), ...what };
  if (!subject.observed) return { outcome: 'pending', ...what, detail: 'waiting' };
  const atWork = describeAtWork(subject);
  if (atWork !== undefined) return { ...atWork, ...what };
  if (desired === undefined) return describeRemoval(subject);
  return { ...(describePurge(subject) ?? describeDesired(desired, subject)), ...what };
}

/** The first component that starts again and again, and is what is wanted. */
function findCrashLoop({ desired, application, observed }: ReportSubject): string | undefined {
  if (!observed || application?.deploymentId !== desired?.deploymentId) return undefined;
  return desired?.components.find(({ name, digest }) => {
    const state = application?.components[name];
    return isCrashLooping(state) && state?.observed?.digest === digest && state.quarantine === undefined;
  })?.name;
}

function describeAbsence(desired: ResolvedApplication | undefined): string {
  return desired === undefined
    ? 'the host left site.yaml; nothing was removed there'
    : 'the host is not in site.yaml';
}

function describeProblem(problem: NonNullable<HostState['problem']>): StatusDescription {
  if (problem.code === 'NODE_UNREACHABLE' || problem.code === 'NODE_OUTCOME_UNKNOWN')
    return { outcome: 'pending', detail: `unreachable since ${problem.since}` };
  if (problem.code === 'NODE_HOST_KEY_CHANGED') return { outcome: 'refused', detail: 'host key changed' };
  if (problem.code === 'NODE_HOST_KEY_UNKNOWN')
    return { outcome: 'refused', detail: 'no host key is pinned' };
  if (problem.code === 'LO_HOST_AHEAD')
    return { outcome: 'refused', detail: 'LO_HOST_AHEAD: the host ran a commit that is not in this history' };
  return { outcome: 'failed', detail: problem.code };
}

/** Work on what an earlier version wanted is no word on this one, which waits for its end. */
function describeActivity(
  activity: Omit<Activity, 'applicationId'>,
  subject: ReportSubject,
): StatusDescription {
  const { action, component, target } = activity;
  const { desired } = subject;
  const wanted = desired?.components.find(({ name }) => name === component)?.digest ?? null;
  if (target !== wanted) return { outcome: 'pending', detail: 'waiting' };
  const retried = describeRetry(activity, subject);
  if (retried !== undefined) return retried;
  if (desired === undefined) return { outcome: 'removing', detail: component };
  return { outcome: 'installing', detail: `${component} (${action})` };
}

/** A try and a pause in turn are one state, and told once for each cause. */
function describeRetry(
  { component, target }: Pick<Activity, 'component' | 'target'>,
  { application, desired, observed }: ReportSubject,
): StatusDescription | undefined {
  const code = findFailure(application?.components[component], target);
  if (!observed || code === undefined) return undefined;
  const again = `${component}: ${code}, tried again`;
  if (desired === undefined) return { outcome: 'removing', detail: again };
  const known = application?.deploymentId === desired.deploymentId ? application : undefined;
  return {
    outcome: 'pending',
    detail: again + describeRunning(desired.components.map(({ name }) => known?.components[name])),
  };
}

/**
 * What was seen while a job is at work on the node is not its end: a program that was just started looks well until the
 * node takes it back.
 */
function describeAtWork(subject: ReportSubject): StatusDescription | undefined {
  const { application } = subject;
  const found = Object.entries(application?.components ?? {}).find(([, { dirty }]) => dirty);
  if (found === undefined) return undefined;
  const [component, { attempt }] = found;
  if (attempt?.outcome !== 'open') return { outcome: 'pending', detail: 'waiting' };
  return describeActivity({ action: attempt.action, component, target: attempt.target }, subject);
}

/** Where data that is to go stands; undefined where there is none to go, or what runs goes first. */
function describePurge({
  application,
  applicationId,
  host,
  purge = 0,
}: ReportSubject): StatusDescription | undefined {
  const known = host?.purges?.[applicationId];
  if ((known?.epoch ?? 0) >= purge) return undefined;
  if (Object.values(application?.components ?? {}).some(isPresent)) return undefined;
  const { slot } = known ?? {};
  if (slot?.dirty === true) return { outcome: 'removing', detail: 'its data' };
  const code = findFailure(slot, null);
  if (code === undefined) return { outcome: 'pending', detail: 'waiting' };
  return { outcome: 'removing', detail: `its data: ${code}, tried again` };
}

function describeRemoval(subject: ReportSubject): StatusDescription {
  const { application, applicationId, host, purge } = subject;
  const left = Object.entries(application?.components ?? {}).filter(([, component]) => isPresent(component));
  if (left.length === 0) {
    const isPurged = purge !== undefined && host?.purges?.[applicationId]?.kept !== true;
    return (
      describePurge(subject) ?? { outcome: 'removed', ...(isPurged ? { detail: 'its data is deleted' } : {}) }
    );
  }
  for (const [name, state] of left) {
    const code = findFailure(state, null);
    if (code !== undefined) return { outcome: 'removing', detail: `${name}: ${code}, tried again` };
  }
  return { outcome: 'pending', detail: 'waiting' };
}

function describeDesired(
  desired: ResolvedApplication,
  { application, driftMode }: ReportSubject,
): StatusDescription {
  const parts = desired.components.map((wanted) => {
    const known = application?.deploymentId === desired.deploymentId ? application : undefined;
    return { wanted, state: known?.components[wanted.name] };
  });
  const runs = describeRunning(parts.map(({ state }) => state));
  const failed = parts.find(({ wanted, state }) => state?.quarantine?.digest === wanted.digest);
  if (failed !== undefined)
    return {
      outcome: 'failed',
      detail: `${failed.wanted.name}: ${failed.state?.quarantine?.code ?? ''}${runs}`,
    };
  const blocked = parts.find(({ wanted }) => wanted.blocked !== undefined)?.wanted;
  if (blocked?.blocked !== undefined) {
    const { code } = blocked.blocked;
    const isRefused = code === 'LO_SECRET_REFUSED';
    return {
      outcome: isRefused ? 'failed' : 'pending',
      detail: `${blocked.name}: ${code}${isRefused ? '' : ', tried again'}${describeRunning(Object.values(application?.components ?? {}))}`,
    };
  }
  const open = parts.find(
    ({ wanted, state }) => state?.observed?.state !== 'running' || state.observed.digest !== wanted.digest,
  );
  const extra = Object.entries(application?.components ?? {}).find(
    ([name, state]) => isPresent(state) && !desired.components.some((wanted) => wanted.name === name),
  );
  if (open === undefined && extra === undefined)
    return { outcome: 'installed', detail: countComponents(desired.components.length) };
  if (open === undefined) return { outcome: 'removing', detail: extra?.[0] ?? '' };
  if (driftMode === 'report' && open.state?.installed?.digest === open.wanted.digest)
    return {
      outcome: 'failed',
      detail: `${open.wanted.name}: drift, ${open.state.observed?.state ?? 'unknown'}${runs}`,
    };
  const code = findFailure(open.state, open.wanted.digest);
  if (code === undefined) return { outcome: 'pending', detail: `waiting${runs}` };
  return { outcome: 'pending', detail: `${open.wanted.name}: ${code}, tried again${runs}` };
}

/** Why the last try at a goal failed; undefined where it has not failed, or where only another goal was tried. */
function findFailure(
  state: Pick<ComponentState, 'failures' | 'lastFailure'> | undefined,
  goal: string | null,
) {
  const { failures = 0, lastFailure } = state ?? {};
  if (failures === 0) return undefined;
  if (lastFailure === undefined) return 'failed';
  return lastFailure.digest === goal ? lastFailure.code : undefined;
}

function countComponents(count: number): string {
  return count === 1 ? '1 component' : `${count} components`;
}

/** What runs instead of what is wanted: what is well before what is not, as long as it is alive. */
function describeRunning(states: readonly (ComponentState | undefined)[]): string {
  for (const [word, said] of ALIVE) {
    const found = states.find((state) => state?.observed?.state === word);
    if (found !== undefined) return `; ${nameWhatRuns(found)} ${said}`;
  }
  return '; nothing runs';
}

/** States of something that is there, or of which nobody knows that it is not. */
const ALIVE: readonly (readonly [ObservedRecord['state'], string])[] = [
  ['running', 'runs'],
  ['unhealthy', 'runs, unhealthy'],
  ['unknown', 'may run'],
];

function nameWhatRuns({ installed, observed }: ComponentState): string {
  if (installed !== undefined && installed.digest === observed?.digest) return installed.version;
  return observed?.digest == null ? 'something' : shortenDigest(observed.digest);
}

function isPresent({ observed }: ComponentState): boolean {
  return observed !== undefined && observed.state !== 'absent';
}
