import { updateBranchOf } from '../change/change-id.ts';
import type { UpdateChange } from '../change/change-request.ts';
import { renderChange } from '../change/render-change.ts';
import type { Pull } from '../ports/pulls.ts';
import { findPackage } from '../registry/find-package.ts';
import { compareVersions, isInRange, isPrerelease, listVersions } from '../registry/tag-names.ts';
import { openRegistry, type Session } from './open-session.ts';
import { keepPull, writeBranch } from './propose-change.ts';

const UPDATE_BRANCH = /^colo\/update\/(?<application>[^/]+)\/(?<version>.+)$/u;

/**
 * Proposes newer versions to deployments that track a range: one pull request for each application and version. A pull
 * request that somebody closed stays closed: that version is not proposed again.
 *
 * @returns numbers of the pull requests that are open
 */
export async function proposeUpdates(session: Session): Promise<readonly number[]> {
  const { repository } = session;
  const open: number[] = [];
  for (const [key, ranges] of await listTracked(session)) {
    const [registryName = '', application = ''] = key.split('\n');
    const registry = await openRegistry(session.engine, registryName, session.since);
    const versions = listVersions(application, await registry.git.listTags(`${application}@`));
    const wanted = new Set(
      [...ranges].flatMap(
        (range) => versions.find((each) => isInRange(each, range) && !isPrerelease(each)) ?? [],
      ),
    );
    for (const version of [...wanted].sort(compareVersions)) {
      const found = await findPackage(registry, application, version);
      const by = repository.bot.login;
      const request: UpdateChange = { verb: 'update', by, application, version, source: found.source };
      const pull = await proposeUpdate(session, request);
      if (pull !== undefined) open.push(pull.number);
    }
  }
  await closeOutdated(session, open);
  return open;
}

/** Ranges that deployments track, by registry and application; deployments on hold track nothing. */
async function listTracked(session: Session): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { sites, policy } = await session.fleet();
  const allowed = new Set(policy.spec.registries.map(({ repository }) => repository));
  const tracked = new Map<string, Set<string>>();
  for (const { metadata } of sites) {
    const desired = await session.desiredAt(session.head, metadata.name);
    for (const { applicationId, source, track, hold } of desired?.spec.deployments ?? []) {
      if (track === undefined || hold !== undefined || !allowed.has(source.repository)) continue;
      const key = `${source.repository}\n${applicationId}`;
      tracked.set(key, (tracked.get(key) ?? new Set()).add(track));
    }
  }
  return tracked;
}

async function proposeUpdate(session: Session, request: UpdateChange): Promise<Pull | undefined> {
  const { repository } = session;
  const branch = updateBranchOf(request.application, request.version);
  const rendered = await renderChange(request, await session.fleet(), session.renderContext());
  if (rendered.kind !== 'rendered') {
    if (rendered.kind === 'refused') {
      const { application, version } = request;
      session.engine.log.warn(
        { application, version, refusals: rendered.refusals },
        'A newer version does not fit',
      );
    }
    return undefined;
  }
  const pulls = await repository.pulls.listPullsOfBranch(branch);
  const open = pulls.find((pull) => pull.isOpen);
  if (open === undefined && pulls.some((pull) => !pull.isMerged)) return undefined;
  const proposal = { request, content: rendered, branch, thread: undefined };
  if ((await writeBranch(session, proposal)) !== 'ready') return open;
  return keepPull(session, proposal, open);
}

/** Closes update pull requests of CO that nothing wants any more: a newer version took their place, or it is there. */
async function closeOutdated({ repository }: Session, wanted: readonly number[]): Promise<void> {
  for (const pull of await repository.pulls.listOpenPulls()) {
    const isUpdate = UPDATE_BRANCH.test(pull.headRef) && pull.author.id === repository.bot.id && !pull.isFork;
    if (isUpdate && !wanted.includes(pull.number))
      await repository.pulls.updatePull(pull.number, { isOpen: false });
  }
}
