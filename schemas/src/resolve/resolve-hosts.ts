import { compareCodePoints } from '../digests/compare-code-points.ts';
import { digestComponent } from '../digests/digest-component.ts';
import { ColoError } from '../errors/colo-error.ts';
import type { Deployment, DesiredState } from '../generated/desired-state.ts';
import { listComponentFiles } from '../margo/list-component-files.ts';
import type { PackageContent, PackageFile } from '../margo/package-content.ts';
import { indexEpochs } from '../purge/purge-epochs.ts';
import { describeSource } from './describe-source.ts';
import { resolveValues } from './resolve-values.ts';
import type { ResolvedApplication, ResolvedComponent, ResolvedHost } from './resolved.ts';

/**
 * Folds a desired state, its packages and its host parameters into what each host must run and purge, sorted by host and
 * application. Only hosts that a deployment or a purge names are listed.
 *
 * @param packages contents by package digest
 * @throws ColoError DESIRED_PACKAGE_MISSING, DESIRED_HOST_TWICE
 */
export function resolveHosts(
  desired: DesiredState,
  packages: ReadonlyMap<string, PackageContent>,
): readonly ResolvedHost[] {
  const { site } = desired.metadata;
  const hosts = new Map<string, Map<string, ResolvedApplication>>();
  for (const deployment of desired.spec.deployments) {
    const files = listFilesByComponent(deployment, findPackage(deployment, packages, site));
    for (const host of deployment.hosts) {
      const applications = hosts.get(host) ?? new Map<string, ResolvedApplication>();
      refuseSecond(applications, deployment, { site, host });
      applications.set(deployment.applicationId, resolveApplication(deployment, host, files));
      hosts.set(host, applications);
    }
  }
  const purges = indexEpochs(desired.spec.purged);
  return [...new Set([...hosts.keys(), ...purges.keys()])].sort(compareCodePoints).map((host) => {
    const epochs = purges.get(host);
    return {
      host,
      applications: sortApplications(hosts.get(host)?.values() ?? []),
      ...(epochs === undefined ? {} : { purges: Object.fromEntries(epochs) }),
    };
  });
}

function findPackage(
  { applicationId, version, source }: Deployment,
  packages: ReadonlyMap<string, PackageContent>,
  site: string,
): PackageContent {
  const content = packages.get(source.digest);
  if (content !== undefined) return content;
  throw new ColoError(
    'DESIRED_PACKAGE_MISSING',
    `Package ${applicationId} ${version} (${source.digest}), wanted by site ${site}, is missing below packages/${applicationId}/.`,
    { place: { site, application: applicationId }, data: { digest: source.digest, version } },
  );
}

function refuseSecond(
  applications: ReadonlyMap<string, ResolvedApplication>,
  { id, applicationId }: Deployment,
  { site, host }: { readonly site: string; readonly host: string },
): void {
  const first = applications.get(applicationId);
  if (first === undefined) return;
  throw new ColoError(
    'DESIRED_HOST_TWICE',
    `Host ${host} is in the deployments ${first.deploymentId} and ${id} of ${applicationId}.`,
    { place: { site, host, application: applicationId } },
  );
}

function listFilesByComponent(
  { profile }: Deployment,
  content: PackageContent,
): ReadonlyMap<string, readonly PackageFile[]> {
  return new Map(
    profile.components.map(({ name, properties }) => [
      name,
      [...listComponentFiles({ name, type: profile.type, properties }, content)].sort((left, right) =>
        compareCodePoints(left.path, right.path),
      ),
    ]),
  );
}

function resolveApplication(
  deployment: Deployment,
  host: string,
  files: ReadonlyMap<string, readonly PackageFile[]>,
): ResolvedApplication {
  const { id, applicationId, version, source, profile } = deployment;
  const components = profile.components.map(({ name, properties }): ResolvedComponent => {
    const content = {
      type: profile.type,
      properties,
      values: resolveValues(deployment, host, name),
      files: files.get(name) ?? [],
    };
    return { name, source: describeSource(properties), digest: digestComponent(content), ...content };
  });
  const packageDigest = source.digest;
  return { applicationId, deploymentId: id, version, profileId: profile.id, packageDigest, components };
}

function sortApplications(applications: Iterable<ResolvedApplication>): readonly ResolvedApplication[] {
  return [...applications].sort((left, right) => compareCodePoints(left.applicationId, right.applicationId));
}
