import type { PackageContent } from '../margo/package-content.ts';
import type { SitePlan } from '../plan/plan.ts';
import type { ResolvedHost } from '../resolve/resolved.ts';
import { listComponentData } from './list-component-data.ts';
import type { WrittenData } from './written-data.ts';

/** What a component that a plan installs or changes writes. */
export interface PlannedData extends WrittenData {
  readonly applicationId: string;
}

interface PlannedDataRequest {
  readonly plan: SitePlan;
  /** What the change wants. */
  readonly after: readonly ResolvedHost[];
  /** Contents by package digest. */
  readonly packages: ReadonlyMap<string, PackageContent>;
  /** What is known of components by their digest; is added to. */
  readonly known: Map<string, readonly WrittenData[]>;
}

/** What the components write that a plan installs, updates or replaces; once, however many hosts have it. */
export function listPlannedData({
  plan,
  after,
  packages,
  known,
}: PlannedDataRequest): readonly PlannedData[] {
  const found = new Map<string, PlannedData>();
  for (const { host, operations } of plan.hosts) {
    const changed = new Set(
      operations.flatMap(({ applicationId, steps }) =>
        steps
          .filter(({ action }) => action !== 'remove')
          .map(({ component }) => `${applicationId} ${component}`),
      ),
    );
    const applications = after.find((desired) => desired.host === host)?.applications ?? [];
    for (const { applicationId, packageDigest, components } of applications) {
      const content = packages.get(packageDigest);
      for (const component of components) {
        if (content === undefined || !changed.has(`${applicationId} ${component.name}`)) continue;
        const key = `${packageDigest} ${component.name} ${component.digest}`;
        const data = known.get(key) ?? listComponentData(component, content, component.values);
        known.set(key, data);
        for (const each of data) {
          const planned = { applicationId, ...each };
          found.set(JSON.stringify(planned), planned);
        }
      }
    }
  }
  return [...found.values()];
}
