import type { ComponentState } from '../generated/actual-state.ts';

/** True when the record of a component cannot be trusted: it changed, or could not be seen, since it was observed. */
export function needsObservation(component: ComponentState): boolean {
  return component.dirty || component.observed === undefined || component.observed.state === 'unknown';
}

/** True when the node showed something under the component's name, running or not. */
export function isPresent(component: ComponentState): boolean {
  return component.observed !== undefined && component.observed.state !== 'absent';
}

/** Digest that the node showed; null where nothing is, or nothing that can be named. */
export function observedDigest(component: ComponentState | undefined): string | null {
  return component !== undefined && isPresent(component) ? (component.observed?.digest ?? null) : null;
}
