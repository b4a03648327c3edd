import type { FleetSite } from './load-fleet.ts';

export interface SiteSummary {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly hosts: readonly string[];
  readonly applications: readonly { readonly application: string; readonly version: string }[];
}

/** What a list of sites says about one. */
export function describeSite(site: FleetSite): SiteSummary {
  const found = (site.desired?.spec.deployments ?? []).map(
    ({ applicationId, version }) => `${applicationId} ${version}`,
  );
  return {
    name: site.name,
    labels: site.inventory.metadata.labels ?? {},
    hosts: site.inventory.spec.hosts.map((host) => host.name),
    applications: [...new Set(found)].map((text) => {
      const [application = '', version = ''] = text.split(' ');
      return { application, version };
    }),
  };
}
