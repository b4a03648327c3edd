import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { Deployment } from '../generated/desired-state.ts';
import type { PackageProfile } from '../margo/app-package.ts';
import type { DeployRequest } from './deploy-request.ts';
import { makeDeploymentId } from './deployment-id.ts';

/** A deployment to render: who it is, where it goes, and what it continues. */
export interface DeploymentDraft {
  readonly id: string;
  readonly profile: PackageProfile;
  /** Sorted. */
  readonly hosts: readonly string[];
  /** The deployment that this one continues. */
  readonly matched: Deployment | undefined;
  /** The deployments whose settings a new one takes over, because its hosts come from them. */
  readonly origins: readonly Deployment[];
}

/**
 * Hosts with the same profile form one deployment. It continues the existing one of the same profile, else of the same
 * type, and keeps that id; else its id is made of site, application and type.
 */
export function draftDeployments(
  { site, package: app }: DeployRequest,
  existing: readonly Deployment[],
  profiles: ReadonlyMap<string, PackageProfile>,
): readonly DeploymentDraft[] {
  const groups = app.profiles
    .map((profile) => ({ profile, hosts: listHosts(profiles, profile) }))
    .filter(({ hosts }) => hosts.length > 0);
  const matches = matchDeployments(
    groups.map(({ profile }) => profile),
    existing,
  );
  const taken = new Set(existing.map(({ id }) => id));
  return groups.map(({ profile, hosts }) => {
    const matched = matches.get(profile.id);
    const id = matched?.id ?? newId(site.metadata.name, app.id, profile, taken);
    taken.add(id);
    const origins = existing.filter((deployment) => deployment.hosts.some((host) => hosts.includes(host)));
    return { id, profile, hosts, matched, origins: matched === undefined ? origins : [matched] };
  });
}

function listHosts(
  profiles: ReadonlyMap<string, PackageProfile>,
  profile: PackageProfile,
): readonly string[] {
  return [...profiles]
    .filter(([, chosen]) => chosen.id === profile.id)
    .map(([host]) => host)
    .sort(compareCodePoints);
}

function matchDeployments(
  profiles: readonly PackageProfile[],
  existing: readonly Deployment[],
): ReadonlyMap<string, Deployment> {
  const free = new Set([...existing].sort((left, right) => compareCodePoints(left.id, right.id)));
  const matches = new Map<string, Deployment>();
  for (const isExact of [true, false]) {
    for (const profile of profiles) {
      if (matches.has(profile.id)) continue;
      const match = [...free].find(
        (deployment) =>
          deployment.profile.type === profile.type && (!isExact || deployment.profile.id === profile.id),
      );
      if (match === undefined) continue;
      free.delete(match);
      matches.set(profile.id, match);
    }
  }
  return matches;
}

function newId(
  site: string,
  application: string,
  profile: PackageProfile,
  taken: ReadonlySet<string>,
): string {
  let id = makeDeploymentId(site, application, profile.type);
  for (let again = 1; taken.has(id); again += 1) {
    id = makeDeploymentId(site, application, profile.type, `${profile.id}#${again}`);
  }
  return id;
}
