import type { EventHostApplication } from '@colo/schemas/documents/event';
import { parseSelector, selectTargets } from '@colo/schemas/selectors';
import { indexByHost } from '../change/entry-fingerprint.ts';
import { readSiteEvent } from '../change/read-site-state.ts';
import type { Scope } from '../commands/index.ts';
import { computeProgress } from './compute-progress.ts';
import type { Session } from './open-session.ts';

/** What is wanted of an application on a host, and what was reported last. */
export interface Report {
  readonly site: string;
  readonly host: string;
  readonly application: string;
  /** Version that the default branch wants; undefined: nothing is wanted. */
  readonly wanted: string | undefined;
  readonly report: EventHostApplication | undefined;
}

/**
 * Wanted and reported, for a scope, for what a merged change touched, or for the whole fleet.
 *
 * @throws ColoError SELECTOR_INVALID or SELECTOR_MATCHES_NOTHING
 */
export async function listReports(
  session: Session,
  scope: Scope | undefined,
  merged: string | undefined,
): Promise<readonly Report[]> {
  const wanted = await chooseHosts(session, scope, merged);
  const reports: Report[] = [];
  for (const [site, isMeant] of wanted) {
    const index = indexByHost(await session.desiredAt(session.head, site));
    const event = await readSiteEvent(session.events, site);
    const seen = new Set<string>();
    for (const [application, hosts] of index) {
      for (const [host, deployment] of hosts) {
        if (!isMeant(host, application)) continue;
        seen.add(`${host} ${application}`);
        const report = event?.spec.hosts[host]?.[application];
        reports.push({ site, host, application, wanted: deployment.version, report });
      }
    }
    for (const [host, applications] of Object.entries(event?.spec.hosts ?? {})) {
      for (const [application, report] of Object.entries(applications)) {
        const isGone = report.state === 'removed' || seen.has(`${host} ${application}`);
        if (!isGone && isMeant(host, application))
          reports.push({ site, host, application, wanted: undefined, report });
      }
    }
  }
  return reports;
}

type IsMeant = (host: string, application: string) => boolean;

async function chooseHosts(
  session: Session,
  scope: Scope | undefined,
  merged: string | undefined,
): Promise<ReadonlyMap<string, IsMeant>> {
  const { sites, policy } = await session.fleet();
  if (scope !== undefined) {
    const targets = selectTargets(parseSelector(scope.selector), sites, policy);
    return new Map(
      targets.map(({ site, hosts }): [string, IsMeant] => {
        return [site, (host, application) => application === scope.application && hosts.includes(host)];
      }),
    );
  }
  if (merged === undefined) return new Map(sites.map((site) => [site.metadata.name, () => true]));
  const chosen = new Map<string, Set<string>>();
  for (const { site, host, application } of (await computeProgress(session, merged)).entries) {
    chosen.set(site, (chosen.get(site) ?? new Set()).add(`${host} ${application}`));
  }
  return new Map(
    [...chosen].map(([site, keys]): [string, IsMeant] => [
      site,
      (host, application) => keys.has(`${host} ${application}`),
    ]),
  );
}
