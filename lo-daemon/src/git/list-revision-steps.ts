import { type DesiredState, readDesiredState } from '@colo/schemas/documents/desired-state';
import { listChangedSubjects, type Subject } from '../report/list-changed-subjects.ts';
import type { GitRepository } from './git-repository.ts';
import { readFoundTexts } from './read-site-texts.ts';
import { siteFolder } from './site-paths.ts';

/** A commit that changed the site since the revision that was adopted last. */
export interface RevisionStep {
  readonly commit: string;
  /** What it changed: in the words of its own desired state, against the one before. */
  readonly subjects: readonly Subject[];
}

/** After a very long absence only the newest are told one by one; CO counts the newest commit for all. */
const MAX_STEPS = 100;

export interface StepsRequest {
  readonly repository: GitRepository;
  readonly site: string;
  /** Desired state that was adopted last. */
  readonly before: DesiredState | undefined;
  /** First-parent commits that changed the site since, oldest first. */
  readonly commits: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Reads what each commit was about. A commit that cannot be read changed nothing that could be told. */
export async function listRevisionSteps(request: StepsRequest): Promise<readonly RevisionStep[]> {
  const { repository, site, signal } = request;
  const commits = request.commits.slice(-MAX_STEPS);
  const trees = await Promise.all(
    commits.map((commit) => repository.resolve(`${commit}:${siteFolder(site)}`)),
  );
  const there = trees.filter((tree) => tree !== undefined);
  await repository.fetchObjects(await repository.listMissing([...new Set(there)]), signal);
  const steps: RevisionStep[] = [];
  let before = request.before;
  for (const commit of commits) {
    const desired = await readDesiredAt(repository, commit, site);
    if (desired === undefined) continue;
    steps.push({ commit, subjects: listChangedSubjects(before, desired) });
    before = desired;
  }
  return steps;
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
