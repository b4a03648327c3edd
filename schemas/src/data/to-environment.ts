import { UNKNOWN_VALUE } from '../compose/interpolate.ts';
import type { ParameterValue } from '../generated/desired-state.ts';

/** Variables of a component as far as they can be known: a secret, or a value that is still to be given, cannot. */
export function toEnvironment(
  values: Readonly<Record<string, ParameterValue | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replace(/^ENV\./, ''),
      value === undefined || typeof value === 'object' ? UNKNOWN_VALUE : String(value),
    ]),
  );
}
