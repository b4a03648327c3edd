import { type DesiredState, readDesiredState } from '@colo/schemas/documents/desired-state';
import { listChangedSubjects, type Subject } from '../report/list-changed-subjects.ts';
import type { GitRepository } from './git-repository.ts';
import { readFoundTexts } from './read-site-texts.ts';
import { siteFolder } from './site-paths.ts';

/** A commit that changed the site and was never adopted, because a newer one came before it was looked at. */
export interface SkippedRevision {
  readonly commit: string;
  /** What it changed: in the words of its own desired state, against the one before. */
  readonly subjects: readonly Subject[];
}

/** After a very long absence only the newest are told one by one; CO counts the newest commit for all. */
const MAX_SKIPPED = 100;

export interface SkippedRequest {
  readonly repository: GitRepository;
  readonly site: string;
  /** Desired state that was adopted last. */
  readonly before: DesiredState | undefined;
  /** First-parent commits that changed the site, oldest first, without the one that is looked at now. */
  readonly commits: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Reads what each skipped commit was about. A commit that cannot be read changed nothing that could be told. */
export async function listSkippedRevisions(request: SkippedRequest): Promise<readonly SkippedRevision[]> {
  const { repository, site, signal } = request;
  const commits = request.commits.slice(-MAX_SKIPPED);
  const trees = await Promise.all(
    commits.map((commit) => repository.resolve(`${commit}:${siteFolder(site)}`)),
  );
  const there = trees.filter((tree) => tree !== undefined);
  await repository.fetchObjects(await repository.listMissing([...new Set(there)]), signal);
  const skipped: SkippedRevision[] = [];
  let before = request.before;
  for (const commit of commits) {
    const desired = await readDesiredAt(repository, commit, site);
    if (desired === undefined) continue;
    skipped.push({ commit, subjects: listChangedSubjects(before, desired) });
    before = desired;
  }
  return skipped;
}

async function readDesiredAt(
  repository: GitRepository,
  commit: string,
  site: string,
): Promise<DesiredState | undefined> {
  const { desiredText } = await readFoundTexts(repository, commit, site);
  if (desiredText === undefined) return undefined;
  const result = readDesiredState(desiredText, { file: `sites/${site}/desiredstate.yaml`, site });
  return result.ok ? result.value : undefined;
}
