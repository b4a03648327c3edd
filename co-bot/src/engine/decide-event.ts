import type { Deployment } from '@colo/schemas/documents/desired-state';
import type { Event, EventHostApplication } from '@colo/schemas/documents/event';
import {
  parseStatusContext,
  parseStatusDescription,
  type StatusSubject,
  statusStateOf,
} from '@colo/schemas/status';
import { toSafeText } from '@colo/schemas/text';
import { MAX_STATUS_DESCRIPTION } from '../github/github-limits.ts';
import type { CommitStatus } from '../ports/statuses.ts';

/** A commit status that is a site's report, and what it is about. */
export interface SiteReport {
  readonly subject: StatusSubject;
  readonly status: CommitStatus;
  readonly commit: string;
}

/**
 * The reports among the statuses of one commit, newest per context: those whose context LO writes and whose creator the
 * policy lists. All others are nobody's word about a site.
 *
 * @param statuses newest first
 */
export function listSiteReports(
  statuses: readonly CommitStatus[],
  commit: string,
  creators: readonly string[],
): readonly SiteReport[] {
  const allowed = new Set(creators.map((login) => login.toLowerCase()));
  const reports = new Map<string, SiteReport>();
  for (const status of statuses) {
    if (reports.has(status.context) || !allowed.has(status.creator?.login.toLowerCase() ?? '')) continue;
    const subject = parseStatusContext(status.context);
    if (subject !== undefined) reports.set(status.context, { subject, status, commit });
  }
  return [...reports.values()];
}

// A forge that keeps no limit on descriptions must not keep CO busy with one.
const MAX_WORDS = 1_000;

/**
 * A report as the entry of an event; undefined for `superseded`, which says nothing about the host: the newer commit's
 * report does. The outcome is the description's word where it fits the status, else the status alone speaks.
 *
 * @param wanted the deployment that the reported commit wants on the host
 */
export function toEventEntry(
  { status, commit }: SiteReport,
  wanted: Deployment | undefined,
): EventHostApplication | undefined {
  const words = status.description.slice(0, MAX_WORDS);
  const said = parseStatusDescription(words);
  const outcome =
    said !== undefined && statusStateOf(said.outcome) === status.state ? said.outcome : undefined;
  if (outcome === 'superseded') return undefined;
  const isState = outcome !== undefined && outcome !== 'unusable' && outcome !== 'refused';
  const state = isState ? outcome : stateOf(status, wanted);
  const description = toSafeText(words, MAX_STATUS_DESCRIPTION);
  return {
    ...(wanted === undefined
      ? {}
      : { deploymentId: wanted.id, version: wanted.version, digest: wanted.source.digest }),
    state,
    ...(description === '' ? {} : { description }),
    commit,
    statusId: status.id,
    at: status.createdAt.toISOString(),
  };
}

function stateOf({ state }: CommitStatus, wanted: Deployment | undefined): EventHostApplication['state'] {
  if (state === 'success') return wanted === undefined ? 'removed' : 'installed';
  return state === 'pending' ? 'pending' : 'failed';
}

/** The event with one entry put in; a retry that the new entry answers is taken out. */
export function putEntry(
  event: Event | undefined,
  { site, host, application }: StatusSubject,
  entry: EventHostApplication,
): Event {
  const hosts = event?.spec.hosts ?? {};
  const retry = (event?.spec.retry ?? []).filter(
    (each) => each.host !== host || each.applicationId !== application || entry.state === 'failed',
  );
  return {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'Event',
    metadata: { site },
    spec: {
      commit: entry.commit,
      hosts: { ...hosts, [host]: { ...hosts[host], [application]: entry } },
      ...(retry.length > 0 ? { retry } : {}),
    },
  };
}
