import type { ParameterTarget } from '../../generated/desired-state.ts';
import type { ComponentTypes } from './component-types.ts';

const ENVIRONMENT_PREFIX = /^ENV\./;

/** True where a pointer into this component is an environment variable: anywhere but in helm. */
export function takesVariables(component: string, types: ComponentTypes): boolean {
  const known = types.get(component);
  return known !== undefined && [...known].some((type) => type !== 'helm');
}

/**
 * Targets with bare variable names. Early dialects write `ENV.NAME` for compose; the prefix is stripped there, and
 * kept for helm, where `ENV.NAME` is a path. A target that feeds both kinds becomes two.
 */
export function normalizeTargets(
  targets: readonly ParameterTarget[],
  types: ComponentTypes,
): readonly ParameterTarget[] {
  return targets.flatMap((target) => {
    if (!ENVIRONMENT_PREFIX.test(target.pointer)) return [target];
    const bare = target.pointer.replace(ENVIRONMENT_PREFIX, '');
    const variables = target.components.filter((component) => takesVariables(component, types));
    const others = target.components.filter((component) => !takesVariables(component, types));
    const split = [
      { pointer: bare, components: variables },
      { pointer: target.pointer, components: others },
    ];
    return split.filter((each) => each.components.length > 0);
  });
}
