import type { ParameterTarget } from '../generated/desired-state.ts';
import type { AppPackage, PackageProfile } from '../margo/app-package.ts';
import { ownValue } from '../resolve/own-value.ts';

/** A parameter's targets in one profile: components of other profiles are left out, and targets without any. */
export function listTargets(
  app: AppPackage,
  profile: PackageProfile,
  parameter: string,
): readonly ParameterTarget[] {
  const names = new Set(profile.components.map(({ name }) => name));
  return (ownValue(app.parameters, parameter)?.targets ?? [])
    .map(({ pointer, components }) => ({ pointer, components: components.filter((name) => names.has(name)) }))
    .filter(({ components }) => components.length > 0);
}
