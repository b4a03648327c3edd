import { canonicalJson } from '@colo/schemas/digests';
import type { Deployment, DesiredState } from '@colo/schemas/documents/desired-state';
import { indexEpochs, listRaisedPurges } from '@colo/schemas/purge';

/** Deployments of a site by application and host; a host has at most one of an application. */
type EntriesByHost = ReadonlyMap<string, ReadonlyMap<string, Deployment>>;

/** The deployments of a desired state, by application id and then host. */
export function indexByHost(desired: DesiredState | undefined): EntriesByHost {
  const index = new Map<string, Map<string, Deployment>>();
  for (const deployment of desired?.spec.deployments ?? []) {
    const hosts = index.get(deployment.applicationId) ?? new Map<string, Deployment>();
    for (const host of deployment.hosts) hosts.set(host, deployment);
    index.set(deployment.applicationId, hosts);
  }
  return index;
}

/**
 * What of a deployment matters to one host, as text: equal texts ask the host for the same. Notes for automation
 * (track, hold), the stored overrides (their result is in the parameters) and where the package came from are left out.
 */
export function fingerprintEntry(deployment: Deployment | undefined, host: string): string {
  if (deployment === undefined) return 'absent';
  const { id, version, source, profile, parameters, hostParameters } = deployment;
  const own = hostParameters?.[host];
  return canonicalJson({
    id,
    version,
    digest: source.digest,
    profile,
    parameters,
    ...(own === undefined ? {} : { own }),
  });
}

/** A host's application that a change wants otherwise. */
interface ChangedEntry {
  readonly application: string;
  readonly host: string;
  readonly before: Deployment | undefined;
  readonly after: Deployment | undefined;
}

/**
 * Where two desired states of a site ask hosts for different things, by application and host: another deployment, or a purge
 * that the older one does not ask for.
 */
export function listChangedEntries(
  before: DesiredState | undefined,
  after: DesiredState | undefined,
): readonly ChangedEntry[] {
  const from = indexByHost(before);
  const to = indexByHost(after);
  const purged = new Map<string, Set<string>>();
  for (const { applicationId, host } of listRaisedPurges(before?.spec.purged, after?.spec.purged))
    purged.set(applicationId, (purged.get(applicationId) ?? new Set()).add(host));
  const changed: ChangedEntry[] = [];
  for (const application of [...new Set([...from.keys(), ...to.keys(), ...purged.keys()])].sort()) {
    const old = from.get(application);
    const now = to.get(application);
    const going = purged.get(application) ?? new Set<string>();
    for (const host of [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? []), ...going])].sort()) {
      const entry = { application, host, before: old?.get(host), after: now?.get(host) };
      const isOther = fingerprintEntry(entry.before, host) !== fingerprintEntry(entry.after, host);
      if (isOther || going.has(host)) changed.push(entry);
    }
  }
  return changed;
}

/** Applications whose deployments differ in any way, holds included. */
export function listChangedApplications(
  before: DesiredState | undefined,
  after: DesiredState | undefined,
): readonly string[] {
  const from = groupByApplication(before);
  const to = groupByApplication(after);
  const all = new Set([...from.keys(), ...to.keys()]);
  return [...all].filter((application) => from.get(application) !== to.get(application)).sort();
}

/** Applications that a change touches in any way: deployments, holds or tombstones. What people must be allowed to change. */
export function listTouchedApplications(
  before: DesiredState | undefined,
  after: DesiredState | undefined,
): readonly string[] {
  const [from, to] = [indexEpochs(before?.spec.purged), indexEpochs(after?.spec.purged)];
  const purged = [...new Set([...from.keys(), ...to.keys()])].flatMap((host) => {
    const [old, now] = [from.get(host), to.get(host)];
    const all = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
    return [...all].filter((application) => old?.get(application) !== now?.get(application));
  });
  return [...new Set([...listChangedApplications(before, after), ...purged])].sort();
}

function groupByApplication(desired: DesiredState | undefined): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const deployment of desired?.spec.deployments ?? []) {
    const { applicationId } = deployment;
    texts.set(applicationId, `${texts.get(applicationId) ?? ''}${canonicalJson(deployment)}\n`);
  }
  return texts;
}
