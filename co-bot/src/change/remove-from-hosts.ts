import type { DesiredState } from '@colo/schemas/documents/desired-state';
import type { Site } from '@colo/schemas/documents/site';
import { type RenderedSite, removeApplication } from '@colo/schemas/render';

interface RemovalRequest {
  readonly site: Site;
  readonly current: DesiredState;
  readonly applicationId: string;
  /** Hosts of the site that the selector names. */
  readonly hosts: readonly string[];
  /** With its data: the highest epoch to which the site was ever asked to purge it. */
  readonly floor?: number;
}

/**
 * A site without an application on the hosts that a selector names. Where it names all of them, also on those that have left
 * the inventory; data goes on each of the named ones, whether or not the application runs there.
 */
export function removeFromHosts({
  site,
  current,
  applicationId,
  hosts,
  floor,
}: RemovalRequest): RenderedSite {
  const mine = current.spec.deployments.filter((deployment) => deployment.applicationId === applicationId);
  const present = new Set(mine.flatMap((deployment) => deployment.hosts));
  const isWhole = site.spec.hosts.length === hosts.length;
  return removeApplication({
    current,
    applicationId,
    by: 'person',
    ...(isWhole ? {} : { hosts: hosts.filter((host) => present.has(host)) }),
    ...(floor === undefined ? {} : { purge: { hosts, floor } }),
  });
}
