import type { Deployment } from '@colo/schemas/documents/desired-state';
import type { EventHostApplication } from '@colo/schemas/documents/event';
import type { DeploymentState } from '@colo/schemas/status';
import { toSafeText } from '@colo/schemas/text';
import type { FleetSite } from './load-fleet.ts';

/** How a host stands to what is desired of it. */
export type Standing = DeploymentState | 'unreported' | 'refused' | 'unusable' | 'superseded';

/** One application on one host: what is desired, and what was reported last. */
export interface HostStatus {
  readonly site: string;
  readonly host: string;
  readonly application: string;
  readonly standing: Standing;
  /** Absent where the application is to go. */
  readonly desired?: string;
  /** Version that the host reported last. */
  readonly reported?: string;
  /** When it was reported (RFC 3339, UTC). */
  readonly at?: string;
  /** What the site said; one line, safe to show. */
  readonly detail?: string;
}

/** A report that is newer than the site's event: one commit status. */
export interface FreshReport {
  readonly site: string;
  readonly host: string;
  readonly application: string;
  readonly standing: Standing;
  readonly version?: string;
  readonly digest?: string;
  readonly at: string;
  readonly detail?: string;
}

/**
 * Every application on every host of a site, desired or reported. A report about another version or other content than
 * the desired one says nothing about the desired one, so that host counts as pending.
 */
export function computeStatus(site: FleetSite, fresh: readonly FreshReport[] = []): readonly HostStatus[] {
  const rows: HostStatus[] = [];
  const wanted = new Map<string, Deployment>();
  for (const deployment of site.desired?.spec.deployments ?? []) {
    for (const host of deployment.hosts) wanted.set(keyOf(host, deployment.applicationId), deployment);
  }
  for (const [key, deployment] of wanted) {
    const [host = '', application = ''] = key.split('/');
    rows.push(describeWanted(site, host, application, deployment, fresh));
  }
  for (const [host, applications] of Object.entries(site.event?.spec.hosts ?? {})) {
    for (const [application, report] of Object.entries(applications)) {
      const isLeftOver = !wanted.has(keyOf(host, application)) && report.state !== 'removed';
      if (isLeftOver)
        rows.push({ ...describeReport(site.name, host, application, report), standing: 'removing' });
    }
  }
  return rows;
}

function describeWanted(
  site: FleetSite,
  host: string,
  application: string,
  deployment: Deployment,
  fresh: readonly FreshReport[],
): HostStatus {
  const base = { site: site.name, host, application, desired: deployment.version };
  const newest = fresh.find((report) => report.host === host && report.application === application);
  const report = site.event?.spec.hosts[host]?.[application];
  if (newest !== undefined && newest.at >= (report?.at ?? '')) {
    const { version, at, detail, standing } = newest;
    return {
      ...base,
      standing: isAbout(deployment, newest) ? standing : 'pending',
      at,
      ...(version === undefined ? {} : { reported: version }),
      ...(detail === undefined ? {} : { detail }),
    };
  }
  if (report === undefined) return { ...base, standing: 'unreported' };
  const standing = isAbout(deployment, report) ? report.state : 'pending';
  return { ...describeReport(site.name, host, application, report), ...base, standing };
}

function describeReport(
  site: string,
  host: string,
  application: string,
  report: EventHostApplication,
): Omit<HostStatus, 'standing'> {
  return {
    site,
    host,
    application,
    at: report.at,
    ...(report.version === undefined ? {} : { reported: report.version }),
    ...(report.description === undefined ? {} : { detail: toSafeText(report.description, 140) }),
  };
}

/** A status shows the first 12 digits of a digest only; both forms are compared by what they have in common. */
function isAbout(
  deployment: Deployment,
  report: { readonly version?: string; readonly digest?: string },
): boolean {
  const digits = report.digest?.replace(/^sha256:/, '');
  if (digits !== undefined) return deployment.source.digest.replace(/^sha256:/, '').startsWith(digits);
  return report.version === undefined || report.version === deployment.version;
}

function keyOf(host: string, application: string): string {
  return `${host}/${application}`;
}
