import { ColoError } from '../errors/colo-error.ts';
import type { Deployment } from '../generated/desired-state.ts';
import type { Host } from '../generated/site.ts';
import type { PackageProfile } from '../margo/app-package.ts';
import { chooseProfile } from '../margo/choose-profile.ts';
import type { DeployRequest } from './deploy-request.ts';

/** A profile for every host that the command changes. */
interface HostProfiles {
  readonly profiles: ReadonlyMap<string, PackageProfile>;
  readonly errors: readonly ColoError[];
}

/**
 * Chooses a profile for the chosen hosts, and for those that share a deployment with them: a deployment has one version,
 * so its other hosts come along.
 */
export function chooseHostProfiles(request: DeployRequest, existing: readonly Deployment[]): HostProfiles {
  const inventory = new Map(request.site.spec.hosts.map((host) => [host.name, host]));
  const profiles = new Map<string, PackageProfile>();
  const errors: ColoError[] = [];
  const waiting = new Set(request.hosts);
  // A set that grows while it is walked is walked to its end.
  for (const name of waiting) {
    const host = inventory.get(name);
    if (host === undefined) continue;
    const choice = chooseProfile(request.package, host, request.site);
    if (!choice.ok) {
      errors.push(refuseHost(request, host, choice.unmet));
      continue;
    }
    profiles.set(name, choice.profile);
    for (const deployment of existing) {
      if (deployment.profile.type !== choice.profile.type) continue;
      for (const sharing of deployment.hosts) waiting.add(sharing);
    }
  }
  return { profiles, errors };
}

function refuseHost(
  { site, package: app, hosts }: DeployRequest,
  host: Host,
  unmet: readonly string[],
): ColoError {
  const along = hosts.includes(host.name) ? '' : ' (it shares a deployment with the chosen hosts)';
  return new ColoError(
    'RENDER_NO_PROFILE',
    `No profile of ${app.id} ${app.version} fits host ${host.name} of ${site.metadata.name}${along}: ${unmet.join('; ')}.`,
    { place: { site: site.metadata.name, host: host.name, application: app.id }, data: { unmet } },
  );
}
