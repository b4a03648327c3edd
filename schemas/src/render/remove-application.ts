import { ColoError } from '../errors/colo-error.ts';
import type { DesiredState } from '../generated/desired-state.ts';
import { addPurge, type PurgeRequest } from '../purge/add-purge.ts';
import type { RenderedSite, Requester } from './deploy-request.ts';
import { finishSite } from './finish-site.ts';
import { refuseHeld } from './hold.ts';
import { withoutHosts } from './narrow-deployment.ts';

export interface RemoveRequest {
  readonly current: DesiredState;
  readonly applicationId: string;
  /** Absent: every host of the site. */
  readonly hosts?: readonly string[];
  readonly by: Requester;
  /** Deletes the data too, by a tombstone for these hosts, on which the application need not run any more. */
  readonly purge?: Pick<PurgeRequest, 'hosts' | 'floor'>;
}

/** The desired state without an application, on the whole site or on some hosts. Other applications stay as they are. */
export function removeApplication({ current, applicationId, hosts, by, purge }: RemoveRequest): RenderedSite {
  const { site } = current.metadata;
  const mine = current.spec.deployments.filter((deployment) => deployment.applicationId === applicationId);
  const present = mine.flatMap((deployment) => deployment.hosts);
  const leaving = new Set(hosts ?? present);
  const affected = mine.filter((deployment) => deployment.hosts.some((host) => leaving.has(host)));
  const errors = [
    ...(purge === undefined ? listAbsent(site, applicationId, hosts, present) : []),
    ...affected.flatMap((deployment) => refuseHeld(site, by, deployment) ?? []),
  ];
  if (errors.length > 0) return { ok: false, site, errors };
  const kept = current.spec.deployments.flatMap((deployment) =>
    deployment.applicationId === applicationId ? (withoutHosts(deployment, leaving) ?? []) : deployment,
  );
  if (purge === undefined) return finishSite(site, current, kept);
  const unknown = purge.hosts.filter((host) => !present.includes(host));
  const warnings =
    unknown.length === 0
      ? []
      : [
          `${site}: ${applicationId} is not deployed on ${unknown.join(', ')}; what data it left there is deleted`,
        ];
  return finishSite(
    site,
    current,
    kept,
    warnings,
    addPurge(current.spec.purged, { applicationId, ...purge }),
  );
}

function listAbsent(
  site: string,
  application: string,
  hosts: readonly string[] | undefined,
  present: readonly string[],
): readonly ColoError[] {
  if (present.length === 0) {
    const message = `${application} is not deployed on ${site}.`;
    return [new ColoError('RENDER_APPLICATION_ABSENT', message, { place: { site, application } })];
  }
  return (hosts ?? [])
    .filter((host) => !present.includes(host))
    .map((host) => {
      const message = `${application} is not deployed on host ${host} of ${site}.`;
      return new ColoError('RENDER_APPLICATION_ABSENT', message, { place: { site, host, application } });
    });
}
