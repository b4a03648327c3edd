import type { DeploymentState } from './deployment-state.ts';

/** From worst to best. */
const SEVERITY: readonly DeploymentState[] = [
  'failed',
  'removing',
  'installing',
  'pending',
  'installed',
  'removed',
];

/**
 * Overall state: the worst over the desired components and the removals under way
 * (failed > removing > installing > pending > installed). A finished removal counts only where nothing else is left,
 * because what is gone says nothing about what is there. Undefined when nothing is desired and nothing was removed.
 */
export function worstState(states: Iterable<DeploymentState>): DeploymentState | undefined {
  const seen = new Set(states);
  return SEVERITY.find((state) => seen.has(state));
}
