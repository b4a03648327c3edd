import { assumeInstalled } from '../diff/assume-installed.ts';
import { computeHostDiff } from '../diff/compute-host-diff.ts';
import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { Event } from '../generated/event.ts';
import type { ResolvedHost } from '../resolve/resolved.ts';
import { explainOperation } from './explain-operation.ts';
import { listHostNotes } from './list-host-notes.ts';
import { listLostData } from './list-lost-data.ts';
import type { HostPlan, SitePlan } from './plan.ts';

export interface PlanRequest {
  readonly site: string;
  /** What the base wants: taken to be what the hosts have. */
  readonly before: readonly ResolvedHost[];
  /** What the change wants. */
  readonly after: readonly ResolvedHost[];
  /** What the site reported last; absent when it never did. */
  readonly event?: Event;
  /** The newest commit of the base that changed the site: what its last report should be about. */
  readonly baseCommit?: string;
}

/**
 * The operations that LO will run, by the diff that LO itself uses, if the hosts are as the base wants them; and what
 * speaks against that assumption. Every host that either side names is listed.
 */
export function computePlan({ site, before, after, event, baseCommit }: PlanRequest): SitePlan {
  const old = new Map(before.map((resolved) => [resolved.host, resolved]));
  const next = new Map(after.map((resolved) => [resolved.host, resolved]));
  const names = [...new Set([...old.keys(), ...next.keys()])].sort(compareCodePoints);
  const hosts = names.map((host): HostPlan => {
    const was: ResolvedHost = old.get(host) ?? { host, applications: [] };
    const desired = next.get(host);
    const diff = computeHostDiff({ host, desired, actual: assumeInstalled(was) });
    const purged = new Set(diff.flatMap(({ kind, applicationId: id }) => (kind === 'purge-app' ? id : [])));
    const operations = diff.map((operation) => explainOperation(operation, was, desired, purged));
    return {
      host,
      operations,
      notes: [...listHostNotes(was, event, baseCommit), ...listLostData(was, desired)],
    };
  });
  return { site, hosts };
}

/** True when the change alters nothing on any host of the site. */
export function isNoop(plan: SitePlan): boolean {
  return plan.hosts.every(({ operations }) => operations.every(({ kind }) => kind === 'noop'));
}
