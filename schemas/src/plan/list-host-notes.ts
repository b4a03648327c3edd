import type { Event, EventHostApplication } from '../generated/event.ts';
import { ownValue } from '../resolve/own-value.ts';
import type { ResolvedApplication, ResolvedHost } from '../resolve/resolved.ts';

const SHORT_COMMIT = 7;

/**
 * Why a host may not be as the base wants it, application by application: it never reported, its last report failed or
 * is not over, or is about something older. Nothing that a node wrote is repeated here.
 */
export function listHostNotes(
  before: ResolvedHost,
  event: Event | undefined,
  baseCommit: string | undefined,
): readonly string[] {
  const reports = ownValue(event?.spec.hosts, before.host);
  const notes = before.applications.flatMap((application) => {
    const report = ownValue(reports, application.applicationId);
    const note = describeReport(application, report);
    return note === undefined ? [] : [`${application.applicationId}: ${note}`];
  });
  if (baseCommit === undefined || event === undefined || event.spec.commit === baseCommit) return notes;
  if (before.applications.length === 0) return notes;
  return [...notes, `the site's last report is about ${short(event.spec.commit)}, not ${short(baseCommit)}`];
}

function describeReport(
  { deploymentId, version }: ResolvedApplication,
  report: EventHostApplication | undefined,
): string | undefined {
  if (report === undefined) return 'never reported';
  const about = `${report.version ?? 'unknown version'} at ${short(report.commit)}`;
  if (report.state === 'failed') return `last report is failed (${about})`;
  const isOther = report.version !== undefined && report.version !== version;
  if (isOther || (report.deploymentId !== undefined && report.deploymentId !== deploymentId)) {
    return `last report is older: ${report.state} (${about})`;
  }
  return report.state === 'installed' ? undefined : `last report is ${report.state} (${about})`;
}

function short(commit: string): string {
  return commit.slice(0, SHORT_COMMIT);
}
