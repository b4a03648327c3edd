import type { PathStep } from '../../documents/json-pointer.ts';
import type { Deployment } from '../../generated/desired-state.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { findComponentLosses } from '../convert/find-losses.ts';
import type { MargoTarget } from '../convert/margo-target.ts';
import type { Fault } from '../fault.ts';

/**
 * Every part of a deployment that a dialect has no place for, by its path in the desired state. What no rule of the
 * packages names is found by reading what was written.
 */
export function findDeploymentLosses(
  { profile, parameters }: Deployment,
  to: MargoTarget,
  path: readonly PathStep[],
): readonly Fault[] {
  const components = profile.components.flatMap((component, index) =>
    findComponentLosses(component, profile.type, to, [...path, 'profile', 'components', index]),
  );
  const advised = profile.type === 'compose' ? components.map((fault) => advise(fault, to)) : components;
  if (to === 'pr1' || profile.type === 'helm') return advised;
  const prefixed = Object.entries(parameters).flatMap(([name, { targets }]) =>
    targets.flatMap(({ pointer }, index): Fault[] => {
      if (!pointer.startsWith('ENV.')) return [];
      const message = `rc3 reads ${toSafeText(pointer, 80)} as the variable without ENV.`;
      const place = [...path, 'parameters', name, 'targets', index, 'pointer'];
      return [{ code: 'MARGO_NOT_CARRIED', path: place, message, fix: 'Write the name of the variable.' }];
    }),
  );
  return [...advised, ...prefixed];
}

/** A desired state is not rewritten for an export; the other dialect has the place. */
function advise(fault: Fault, to: MargoTarget): Fault {
  return { ...fault, fix: `Export with --to ${to === 'pr1' ? 'rc3' : 'pr1'}, which has a place for it.` };
}
