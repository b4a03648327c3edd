import type { Event, EventHostApplication } from '@colo/schemas/documents/event';
import { ColoError } from '@colo/schemas/errors';
import { indexByHost } from '../change/entry-fingerprint.ts';
import { readSiteEvent } from '../change/read-site-state.ts';
import { listSiteReports, putEntry, type SiteReport, toEventEntry } from './decide-event.ts';
import type { Session } from './open-session.ts';
import { writeEvents } from './write-events.ts';

/**
 * Records what sites reported on commits of the default branch into `colo/events`, in one commit.
 *
 * @returns sites whose event differs now
 * @throws ColoError GITHUB_CONFLICT when the events moved meanwhile: do it again with a new session
 */
export async function recordStatuses(
  session: Session,
  commits: readonly string[],
): Promise<readonly string[]> {
  const { repository, engine, head } = session;
  const creators = (await session.fleet()).policy.spec.statusCreators;
  const events = new Map<string, Event>();
  const newest = new Map<string, number>();
  for (const commit of commits) {
    if (!(await repository.git.isAncestor(commit, head))) continue;
    const key = `${repository.name}@${commit}`;
    const statuses = await repository.statuses.listStatuses(commit, engine.recorded.get(key));
    const [first] = statuses;
    if (first !== undefined) newest.set(key, first.id);
    for (const report of listSiteReports(statuses, commit, creators)) {
      const event = await applyReport(session, events.get(report.subject.site), report);
      if (event !== undefined) events.set(report.subject.site, event);
    }
  }
  const subject = events.size === 1 ? `Record ${[...events.keys()][0] ?? ''}` : `Record ${events.size} sites`;
  if (!(await writeEvents(session, events, subject))) {
    throw new ColoError('GITHUB_CONFLICT', 'The events moved while reports were recorded.');
  }
  if (engine.recorded.size > MAX_RECORDED) engine.recorded.clear();
  for (const [key, id] of newest) engine.recorded.set(key, id);
  return [...events.keys()];
}

/** Commits whose newest status is remembered; a cache. */
const MAX_RECORDED = 10_000;

/** The site's event with a report, or undefined when the report tells nothing new. */
async function applyReport(
  session: Session,
  pending: Event | undefined,
  report: SiteReport,
): Promise<Event | undefined> {
  const { site, host, application } = report.subject;
  const event = pending ?? (await readSiteEvent(session.events, site));
  const known = event?.spec.hosts[host]?.[application];
  if (!(await isKnownHost(session, report))) return undefined;
  if (known !== undefined && !(await isNewer(session, report, known))) return undefined;
  const desired = await session.desiredAt(report.commit, site);
  const entry = toEventEntry(report, indexByHost(desired).get(application)?.get(host));
  return entry === undefined ? undefined : putEntry(event, report.subject, entry);
}

/** A site may speak of hosts in its inventory, and of what it was once asked for. */
async function isKnownHost(session: Session, { subject, commit }: SiteReport): Promise<boolean> {
  const { sites } = await session.fleet();
  const site = sites.find(({ metadata }) => metadata.name === subject.site);
  if (site?.spec.hosts.some(({ name }) => name === subject.host) === true) return true;
  const desired = await session.desiredAt(commit, subject.site);
  return indexByHost(desired).get(subject.application)?.has(subject.host) === true;
}

/** Later commits of the branch win; of two reports on one commit, the later one. */
async function isNewer(
  { repository, head }: Session,
  { commit, status }: SiteReport,
  known: EventHostApplication,
): Promise<boolean> {
  if (known.commit === commit) return status.id > (known.statusId ?? 0);
  if (!(await repository.git.isAncestor(known.commit, head))) return true;
  return repository.git.isAncestor(known.commit, commit);
}
