import type { ParameterValue } from '../generated/desired-state.ts';
import type { AppPackage } from '../margo/app-package.ts';
import type { PackageContent } from '../margo/package-content.ts';
import { listComponentData } from './list-component-data.ts';
import type { WrittenData } from './written-data.ts';

/** What a component of a package writes. */
export interface PackageData extends WrittenData {
  /** Id of the deployment profile. */
  readonly profile: string;
}

/** What each component of a package writes with the defaults of its parameters. */
export function listPackageData(pkg: AppPackage, content: PackageContent): readonly PackageData[] {
  return pkg.profiles.flatMap(({ id: profile, type, components }) =>
    components.flatMap(({ name, properties }) =>
      listComponentData({ name, type, properties }, content, listDefaults(pkg, name)).map((data) => ({
        profile,
        ...data,
      })),
    ),
  );
}

function listDefaults(pkg: AppPackage, component: string): Record<string, ParameterValue | undefined> {
  return Object.fromEntries(
    Object.values(pkg.parameters).flatMap(({ value, targets }) =>
      targets
        .filter(({ components }) => components.includes(component))
        .map(({ pointer }) => [pointer, value]),
    ),
  );
}
