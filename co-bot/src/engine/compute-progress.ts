import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { type DeploymentState, worstState } from '@colo/schemas/status';
import { fingerprintEntry, indexByHost, listChangedEntries } from '../change/entry-fingerprint.ts';
import { readSitePath, sitesFolder } from '../change/paths.ts';
import { readSiteEvent } from '../change/read-site-state.ts';
import type { Session } from './open-session.ts';

/** What became of one application on one host that a merged change asked for. */
export interface ProgressEntry {
  readonly site: string;
  readonly host: string;
  readonly application: string;
  readonly want: 'installed' | 'removed';
  readonly version: string | undefined;
  /** `superseded`: a later commit asks the host for something else, or the host has left the inventory. */
  readonly state: DeploymentState | 'superseded';
  readonly description: string;
}

export interface Progress {
  readonly entries: readonly ProgressEntry[];
  readonly sites: readonly string[];
  /** True when nothing is left to wait for and nothing failed. */
  readonly isDone: boolean;
  /** True when later commits ask all of it for something else: nothing of it came to be, or came to stay. */
  readonly isSuperseded: boolean;
  readonly overall: DeploymentState | undefined;
}

/**
 * How far a merged change has come: every (site, host, application) that it changed, with the state that was reported
 * for it. A report about a later commit counts when that commit asks the host for the same; absent means pending.
 */
export async function computeProgress(session: Session, merge: string): Promise<Progress> {
  const { git } = session.repository;
  const parent = (await git.readCommit(merge)).parents[0];
  const paths = parent === undefined ? [] : await git.listChangedPaths(parent, merge, [sitesFolder]);
  const entries: ProgressEntry[] = [];
  const sites: string[] = [];
  for (const path of paths) {
    const place = readSitePath(path);
    if (place?.file !== 'desiredstate.yaml' || parent === undefined) continue;
    sites.push(place.site);
    entries.push(...(await followSite(session, place.site, parent, merge)));
  }
  const states = entries.flatMap(({ state }) => (state === 'superseded' ? [] : [state]));
  const isDone = entries.every(({ state, want }) => state === 'superseded' || state === want);
  const isSuperseded = entries.length > 0 && entries.every(({ state }) => state === 'superseded');
  return { entries, sites, isDone, isSuperseded, overall: worstState(states) };
}

async function followSite(
  session: Session,
  site: string,
  parent: string,
  merge: string,
): Promise<readonly ProgressEntry[]> {
  const after = await session.desiredAt(merge, site);
  const now = await session.desiredAt(session.head, site);
  const event = await readSiteEvent(session.events, site);
  // A host that left the inventory is forgotten: nobody will ever report for it.
  const inventory = (await session.fleet()).sites.find(({ metadata }) => metadata.name === site);
  const hosts = new Set(inventory?.spec.hosts.map(({ name }) => name));
  const followed: ProgressEntry[] = [];
  for (const entry of listChangedEntries(await session.desiredAt(parent, site), after)) {
    const { application, host } = entry;
    const wanted = fingerprint(after, application, host);
    const report = event?.spec.hosts[host]?.[application];
    const counts =
      report !== undefined &&
      (await session.repository.git.isAncestor(merge, report.commit)) &&
      fingerprint(await session.desiredAt(report.commit, site), application, host) === wanted;
    const state = counts ? report.state : 'pending';
    const want = entry.after === undefined ? ('removed' as const) : ('installed' as const);
    const isCurrent = hosts.has(host) && fingerprint(now, application, host) === wanted;
    followed.push({
      site,
      host,
      application,
      want,
      version: entry.after?.version ?? entry.before?.version,
      state: isCurrent || state === want ? state : 'superseded',
      description: counts ? (report.description ?? '') : '',
    });
  }
  return followed;
}

function fingerprint(desired: DesiredState | undefined, application: string, host: string): string {
  return fingerprintEntry(indexByHost(desired).get(application)?.get(host), host);
}
