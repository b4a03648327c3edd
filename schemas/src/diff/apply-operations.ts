import type { ApplicationState, ComponentState, HostState, PurgeState } from '../generated/actual-state.ts';
import { PURGE_DEPLOYMENT } from '../purge/purge-slot.ts';
import type { ResolvedApplication, ResolvedHost } from '../resolve/resolved.ts';
import { isPresent } from './inspect-component.ts';
import type { ComponentStep, Operation } from './operation.ts';

/**
 * The state of a host after all operations succeed; an observation is taken to find what was recorded.
 *
 * @param hostState what was there; undefined for a host never seen
 * @param operations of this host, as computeHostDiff gave them
 * @param resolvedHost what is wanted there
 * @param at UTC time, RFC 3339
 * @param commit commit of the infra repo that asked
 */
export function applyOperations(
  hostState: HostState | undefined,
  operations: readonly Operation[],
  resolvedHost: ResolvedHost | undefined,
  at: string,
  commit: string,
): HostState {
  const applications = new Map<string, ApplicationState>(Object.entries(hostState?.applications ?? {}));
  const purges = new Map<string, PurgeState>(Object.entries(hostState?.purges ?? {}));
  for (const operation of operations) {
    const { applicationId } = operation;
    if (operation.kind === 'purge-app') {
      for (const { purge } of operation.steps)
        if (purge !== undefined) purges.set(applicationId, { epoch: purge });
      continue;
    }
    if (operation.deploymentId === PURGE_DEPLOYMENT) {
      const known = purges.get(applicationId);
      if (known?.slot !== undefined)
        purges.set(applicationId, { ...known, slot: { ...known.slot, dirty: false } });
      continue;
    }
    const desired = resolvedHost?.applications.find(
      (application) => application.applicationId === applicationId,
    );
    const next = applyOperation(applications.get(applicationId), operation, desired, { at, commit });
    if (next === undefined) applications.delete(applicationId);
    else applications.set(applicationId, next);
  }
  return {
    ...hostState,
    observedAt: at,
    applications: Object.fromEntries(applications),
    ...(purges.size === 0 ? {} : { purges: Object.fromEntries(purges) }),
  };
}

interface Moment {
  readonly at: string;
  readonly commit: string;
}

function applyOperation(
  actual: ApplicationState | undefined,
  operation: Operation,
  desired: ResolvedApplication | undefined,
  moment: Moment,
): ApplicationState | undefined {
  if (operation.kind === 'noop') return actual;
  if (operation.kind === 'observe') return actual === undefined ? undefined : observeAll(actual, moment);
  const components = new Map(Object.entries(actual?.components ?? {}));
  for (const step of operation.steps) {
    if (step.action === 'remove') components.delete(step.component);
    else setComponent(components, step, desired, moment);
  }
  if (![...components.values()].some(isPresent)) return undefined;
  return {
    deploymentId: operation.deploymentId,
    ...(desired === undefined ? {} : { version: desired.version }),
    components: Object.fromEntries(orderAsDesired(components, desired)),
  };
}

function setComponent(
  components: Map<string, ComponentState>,
  step: ComponentStep,
  desired: ResolvedApplication | undefined,
  { at, commit }: Moment,
): void {
  const wanted = desired?.components.find(({ name }) => name === step.component);
  if (desired === undefined || wanted === undefined) return;
  const { type, source, digest } = wanted;
  components.set(step.component, {
    type,
    source,
    generation: (components.get(step.component)?.generation ?? 0) + 1,
    installed: { digest, version: desired.version, commit, at },
    observed: { state: 'running', digest, at },
    dirty: false,
  });
}

function observeAll(actual: ApplicationState, { at }: Moment): ApplicationState {
  const components = Object.entries(actual.components).map(([name, state]): [string, ComponentState] => {
    const { observed } = state;
    const seen =
      observed === undefined || observed.state === 'unknown' ? guessObserved(state, at) : { ...observed, at };
    return [name, { ...state, observed: seen, dirty: false }];
  });
  return { ...actual, components: Object.fromEntries(components) };
}

function guessObserved(state: ComponentState, at: string): NonNullable<ComponentState['observed']> {
  if (state.installed === undefined) return { state: 'absent', digest: null, at };
  return { state: 'running', digest: state.installed.digest, at };
}

function orderAsDesired(
  components: ReadonlyMap<string, ComponentState>,
  desired: ResolvedApplication | undefined,
): [string, ComponentState][] {
  const order = new Map((desired?.components ?? []).map(({ name }, index) => [name, index]));
  return [...components].sort(([left], [right]) => (order.get(left) ?? -1) - (order.get(right) ?? -1));
}
