import { type DesiredState, readDesiredState } from '@colo/schemas/documents/desired-state';
import { type Event, readEvent } from '@colo/schemas/documents/event';
import { toSafeText } from '@colo/schemas/text';
import { fingerprintEntry, indexByHost, listChangedEntries } from '../../change/entry-fingerprint.ts';
import { desiredStatePath, eventPath, eventsBranch, readSitePath } from '../../change/paths.ts';
import type { FreshReport } from '../fleet/compute-status.ts';
import { readTreeDocument } from '../fleet/read-tree-document.ts';
import { fetchRefs, readRemoteHead, readRemoteRef } from '../git/fetch-branch.ts';
import { tryResolveCommit } from '../git/list-changes.ts';
import { listTree } from '../git/list-tree.ts';
import { type GitContext, runGit } from '../git/run-git.ts';
import { createGitReader } from '../reader/git-reader.ts';
import type { Tree } from '../reader/tree.ts';
import type { HostView } from './change-view.ts';

/** What the follower asks the forge for. */
interface MergeReports {
  /** Statuses of the merge commit. */
  readReports(): Promise<readonly FreshReport[]>;
  /** True when `commit` is the merge commit or builds on it. */
  isSince(commit: string): Promise<boolean>;
}

/**
 * Follows what a merged change asked of hosts: the entries that differ between the merge commit and its first parent.
 * A host's state is the newest of the merge commit's status and the site's event, where that event is about the merge
 * commit or a later one. A host that a still later commit asks for something else is superseded.
 */
export async function createMergeFollower(
  context: GitContext,
  mergeCommit: string,
  reports: MergeReports,
): Promise<() => Promise<readonly HostView[]>> {
  await runGit(context, [
    'fetch',
    '--quiet',
    '--no-tags',
    '--depth=2',
    '--filter=blob:none',
    '--force',
    'origin',
    `+${mergeCommit}:refs/co/merge`,
  ]);
  const after = createGitReader(context, mergeCommit);
  const parent = await tryResolveCommit(context, `${mergeCommit}^1`);
  const before = createGitReader(context, parent);
  const sites = await listChangedSites(context, parent, mergeCommit);
  const isWanted = (path: string): boolean => sites.some((site) => path === desiredStatePath(site));
  await Promise.all([after.preload(isWanted), before.preload(isWanted)]);
  const wanted = new Map<string, readonly [DesiredState | undefined, DesiredState | undefined]>();
  for (const site of sites)
    wanted.set(site, [await readDesired(before, site), await readDesired(after, site)]);

  return async () => {
    const now = await openBranch(context, (await readRemoteHead(context)).branch, 'refs/co/main');
    const events = await openBranch(context, eventsBranch, 'refs/co/events');
    await now?.preload(isWanted);
    await events?.preload((path) => sites.some((site) => path === eventPath(site)));
    const statuses = await reports.readReports();
    const hosts: HostView[] = [];
    for (const [site, [old, next]] of wanted) {
      const current = await readDesired(now, site);
      const event = await readSiteEvent(events, site);
      for (const entry of listChangedEntries(old, next)) {
        const { application, host } = entry;
        const isCurrent = fingerprint(current, application, host) === fingerprint(next, application, host);
        const report = await pickReport(event, statuses, { site, host, application }, reports);
        const want = entry.after === undefined ? 'removed' : 'installed';
        const version = entry.after?.version ?? entry.before?.version;
        hosts.push({
          site,
          host,
          application,
          want,
          ...(version === undefined ? {} : { version }),
          standing: isCurrent || report.standing === want ? report.standing : 'superseded',
          ...(report.detail === undefined ? {} : { detail: report.detail }),
        });
      }
    }
    return hosts;
  };
}

type Subject = Pick<HostView, 'site' | 'host' | 'application'>;

async function pickReport(
  event: Event | undefined,
  statuses: readonly FreshReport[],
  { site, host, application }: Subject,
  reports: MergeReports,
): Promise<Pick<FreshReport, 'standing' | 'detail'>> {
  const status = statuses.find(
    (each) => each.site === site && each.host === host && each.application === application,
  );
  const recorded = event?.spec.hosts[host]?.[application];
  const counts = recorded !== undefined && (await reports.isSince(recorded.commit));
  // LO marks what it skipped as superseded; the event of the commit that it took instead says how the host stands.
  const isLater =
    counts && (status === undefined || recorded.at > status.at || status.standing === 'superseded');
  if (isLater) return { standing: recorded.state, detail: toSafeText(recorded.description ?? '', 140) };
  if (status === undefined || status.standing === 'superseded') return { standing: 'pending' };
  return status;
}

/** Sites whose desired state differs between a commit and its first parent, where it has one. */
async function listChangedSites(
  context: GitContext,
  parent: string | undefined,
  commit: string,
): Promise<readonly string[]> {
  const earlier = parent === undefined ? [] : await listTree(context, parent, 'sites');
  const before = new Map(earlier.map(({ path, oid }) => [path, oid]));
  const after = new Map((await listTree(context, commit, 'sites')).map(({ path, oid }) => [path, oid]));
  const sites: string[] = [];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const place = readSitePath(path);
    const isChanged = before.get(path) !== after.get(path);
    if (place?.file === 'desiredstate.yaml' && isChanged) sites.push(place.site);
  }
  return sites.sort();
}

async function openBranch(context: GitContext, branch: string, ref: string): Promise<Tree | undefined> {
  const commit = await readRemoteRef(context, `refs/heads/${branch}`);
  if (commit === undefined) return undefined;
  await fetchRefs(context, [`+refs/heads/${branch}:${ref}`]);
  return createGitReader(context, ref);
}

async function readDesired(tree: Tree | undefined, site: string): Promise<DesiredState | undefined> {
  const read = tree && (await readTreeDocument(tree, desiredStatePath(site), site, readDesiredState));
  return read?.ok === true ? read.value : undefined;
}

async function readSiteEvent(tree: Tree | undefined, site: string): Promise<Event | undefined> {
  const read = tree && (await readTreeDocument(tree, eventPath(site), site, readEvent));
  return read?.ok === true ? read.value : undefined;
}

function fingerprint(desired: DesiredState | undefined, application: string, host: string): string {
  return fingerprintEntry(indexByHost(desired).get(application)?.get(host), host);
}
