import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { Deployment, ParameterValue } from '../generated/desired-state.ts';
import { ownValue } from './own-value.ts';

/**
 * Values by pointer that one component receives on one host: a host's own value before the deployment's, and only
 * where a target names the component. Parameters are taken in order of name, so that key order never matters.
 */
export function resolveValues(
  deployment: Deployment,
  host: string,
  component: string,
): Readonly<Record<string, ParameterValue>> {
  const hostValues = ownValue(deployment.hostParameters, host) ?? {};
  const values = new Map<string, ParameterValue>();
  const parameters = Object.entries(deployment.parameters).sort(([left], [right]) =>
    compareCodePoints(left, right),
  );
  for (const [name, parameter] of parameters) {
    for (const target of parameter.targets) {
      if (!target.components.includes(component)) continue;
      values.set(target.pointer, ownValue(hostValues, name) ?? parameter.value);
    }
  }
  return Object.fromEntries([...values].sort(([left], [right]) => compareCodePoints(left, right)));
}
