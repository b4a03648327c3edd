import type { ApplicationState, ComponentState } from '../generated/actual-state.ts';
import type { ResolvedApplication } from '../resolve/resolved.ts';
import { decideComponent } from './decide-component.ts';
import { groupSteps, type ReasonedStep } from './group-steps.ts';
import { isPresent, observedDigest } from './inspect-component.ts';
import type { Operation } from './operation.ts';

/** Components of a desired application against what is in the slots of the same deployment. */
interface ComponentsDiffRequest {
  readonly host: string;
  readonly desired: ResolvedApplication;
  readonly actual: ApplicationState | undefined;
  /** True when nothing of the application is there. */
  readonly isNew: boolean;
}

/**
 * Additions, updates and replacements in the desired order, then removals in reverse order of installation; a noop
 * where there is nothing to do, and another for what failed before and is left alone.
 */
export function diffComponents({
  host,
  desired,
  actual,
  isNew,
}: ComponentsDiffRequest): readonly Operation[] {
  const { applicationId, deploymentId } = desired;
  const identity = { host, applicationId, deploymentId };
  const steps: ReasonedStep[] = [];
  const quarantined: { readonly name: string; readonly reason: string }[] = [];
  for (const component of desired.components) {
    const decision = decideComponent(component, findComponent(actual, component.name));
    if (decision.kind === 'step') steps.push(decision);
    if (decision.kind === 'quarantined') quarantined.push({ name: component.name, reason: decision.reason });
  }
  const operations = groupSteps(identity, [...steps, ...listRemovals(desired, actual)], isNew);
  if (quarantined.length > 0) {
    const reason = quarantined.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
    const names = quarantined.map(({ name }) => name);
    return [...operations, { ...identity, kind: 'noop', steps: [], reason, quarantined: names }];
  }
  if (operations.length > 0) return operations;
  return [{ ...identity, kind: 'noop', steps: [], reason: 'all components run as desired' }];
}

function listRemovals(desired: ResolvedApplication, actual: ApplicationState | undefined): ReasonedStep[] {
  const wanted = new Set(desired.components.map(({ name }) => name));
  return Object.entries(actual?.components ?? {})
    .filter(([name, state]) => !wanted.has(name) && isPresent(state))
    .map(([component, state]) => ({
      step: { component, action: 'remove' as const, type: state.type, from: observedDigest(state), to: null },
      reason: 'no longer desired',
    }))
    .reverse();
}

function findComponent(actual: ApplicationState | undefined, name: string): ComponentState | undefined {
  return actual !== undefined && Object.hasOwn(actual.components, name) ? actual.components[name] : undefined;
}
