import type { Event } from '@colo/schemas/documents/event';
import { ColoError } from '@colo/schemas/errors';
import { readSiteEvent } from '../change/read-site-state.ts';
import type { CommandSource } from './command-source.ts';
import type { Report } from './list-reports.ts';
import type { Session } from './open-session.ts';
import { writeEvents } from './write-events.ts';

/**
 * Notes in the events of the sites that what failed may be tried again; the request's id is that of its comment, so that
 * writing it twice is writing it once.
 *
 * @returns how many (host, application) are to be tried again
 */
export async function requestRetry(
  session: Session,
  reports: readonly Report[],
  source: CommandSource,
): Promise<number> {
  const failed = reports.filter(({ report }) => report?.state === 'failed');
  const events = new Map<string, Event>();
  for (const { site, host, application } of failed) {
    const event = events.get(site) ?? (await readSiteEvent(session.events, site));
    if (event === undefined) continue;
    const others = (event.spec.retry ?? []).filter(
      (retry) => retry.host !== host || retry.applicationId !== application,
    );
    const retry = [...others, { host, applicationId: application, request: source.id }];
    events.set(site, { ...event, spec: { ...event.spec, retry } });
  }
  if (events.size > 0 && !(await writeEvents(session, events, `Retry on ${events.size} sites`))) {
    throw new ColoError('GITHUB_CONFLICT', 'The events moved while a retry was noted.');
  }
  return failed.length;
}
