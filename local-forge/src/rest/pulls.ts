import { MAX_PULL_FILES } from '../answers/github-limits.ts';
import { notFound } from '../answers/refusal.ts';
import { findMergeBase } from '../git/commit-graph.ts';
import { readCommit } from '../git/commits.ts';
import { diffTrees } from '../git/diff-trees.ts';
import { listCommits } from '../git/list-commits.ts';
import { lockedRoute, repositoryRoute } from '../http/define-route.ts';
import { answerPage } from '../http/paginate.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { assertMayEdit, findPull } from '../issues/find-issue.ts';
import { updateIssue } from '../issues/update-issue.ts';
import { changeBase } from '../pulls/change-base.ts';
import { createPull } from '../pulls/create-pull.ts';
import { listPulls } from '../pulls/list-pulls.ts';
import { mergePull } from '../pulls/merge-pull.ts';
import { renderCommit, renderFileDiff } from '../render/render-commit.ts';
import { renderPull, renderSimplePull } from '../render/render-pull.ts';
import { created, noContent, ok } from './answers.ts';

function list(request: RepositoryRequest): Promise<Answer> {
  const { repository, world, query } = request;
  return answerPage(request, listPulls(repository, query), ({ issue, pull }) =>
    renderSimplePull(world.base, repository, issue, pull),
  );
}

async function show(request: RepositoryRequest): Promise<Answer> {
  const { issue, pull } = findPull(request);
  return ok(await renderPull(request.world.base, request.repository, issue, pull));
}

async function create(request: RepositoryRequest): Promise<Answer> {
  const { issue, pull } = await createPull(request);
  return created(await renderPull(request.world.base, request.repository, issue, pull));
}

async function update(request: RepositoryRequest): Promise<Answer> {
  const { issue, pull } = findPull(request);
  assertMayEdit(request, issue.user);
  await changeBase(request, issue, pull);
  await updateIssue(request, issue, 'PullRequest');
  return show(request);
}

async function listFiles(request: RepositoryRequest): Promise<Answer> {
  const { repository, world } = request;
  const { pull } = findPull(request);
  const from = await findMergeBase(repository.git, pull.baseSha, pull.headSha);
  const files = await diffTrees(repository.git, from, pull.headSha);
  return answerPage(request, files.slice(0, MAX_PULL_FILES), (file) =>
    renderFileDiff(world.base, repository, pull.headSha, file),
  );
}

async function listPullCommits(request: RepositoryRequest): Promise<Answer> {
  const { repository, world } = request;
  const { pull } = findPull(request);
  const ids = await listCommits(repository.git, {
    from: pull.headSha,
    not: [pull.baseSha],
    oldestFirst: true,
  });
  return answerPage(request, ids, async (sha) => {
    const commit = await readCommit(repository.git, sha);
    return commit === undefined ? null : renderCommit(world.base, repository, commit);
  });
}

function checkMerged(request: RepositoryRequest): Answer {
  if (findPull(request).pull.mergedAt === undefined) {
    throw notFound();
  }
  return noContent();
}

async function merge(request: RepositoryRequest): Promise<Answer> {
  const sha = await mergePull(request);
  return ok({ sha, merged: true, message: 'Pull Request successfully merged' });
}

const PULLS = '/repos/{owner}/{repo}/pulls';
const pulls = { permission: 'pull_requests' } as const;

/** Pull requests between branches of one repository. */
export const pullRoutes: readonly Route[] = [
  repositoryRoute('GET', PULLS, pulls, list),
  lockedRoute('POST', PULLS, { ...pulls, role: 'read' }, create),
  repositoryRoute('GET', `${PULLS}/{pull_number}`, pulls, show),
  lockedRoute('PATCH', `${PULLS}/{pull_number}`, { ...pulls, role: 'read' }, update),
  repositoryRoute('GET', `${PULLS}/{pull_number}/files`, pulls, listFiles),
  repositoryRoute('GET', `${PULLS}/{pull_number}/commits`, pulls, listPullCommits),
  repositoryRoute('GET', `${PULLS}/{pull_number}/merge`, pulls, checkMerged),
  lockedRoute('PUT', `${PULLS}/{pull_number}/merge`, { permission: 'contents' }, merge),
];
