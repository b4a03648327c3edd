import { invalid, notFound } from '../answers/refusal.ts';
import { readCommit, resolveCommit } from '../git/commits.ts';
import { findEntry } from '../git/trees.ts';
import { repositoryRoute } from '../http/define-route.ts';
import { answerPage } from '../http/paginate.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { findPull } from '../issues/find-issue.ts';
import { requireBodyText } from '../issues/read-text.ts';
import { renderReviewComment } from '../render/render-comment.ts';
import { makeNodeId } from '../store/make-node-id.ts';
import type { ReviewComment } from '../store/types.ts';
import { actingUser, created } from './answers.ts';
import { optionalChoice, requireString } from './read-fields.ts';

const RESOURCE = 'PullRequestReviewComment';

function list(request: RepositoryRequest): Promise<Answer> {
  const { repository, world } = request;
  const { issue } = findPull(request);
  const comments = [...repository.reviewComments.values()].filter((comment) => comment.issue === issue);
  return answerPage(request, comments, (comment) => renderReviewComment(world.base, repository, comment));
}

async function create(request: RepositoryRequest): Promise<Answer> {
  const { repository, world, body } = request;
  const { issue, pull } = findPull(request);
  const text = requireBodyText(body, RESOURCE);
  const inReplyTo = body['in_reply_to'];
  const parent = typeof inReplyTo === 'number' ? repository.reviewComments.get(inReplyTo) : undefined;
  if (inReplyTo !== undefined && parent === undefined) {
    throw notFound();
  }
  const path = parent?.path ?? requireString(body, RESOURCE, 'path');
  const commitId = parent?.commitId ?? requireString(body, RESOURCE, 'commit_id');
  await assertFile(request, commitId, path, pull.baseSha);
  const line = body['line'];
  const id = world.store.nextId();
  const comment: ReviewComment = {
    id,
    nodeId: makeNodeId('PRRC', id),
    issue,
    user: actingUser(request),
    path,
    line: typeof line === 'number' ? line : parent?.line,
    side: optionalChoice(body, RESOURCE, 'side', ['LEFT', 'RIGHT']) ?? 'RIGHT',
    commitId,
    diffHunk: '',
    body: text,
    inReplyTo: parent?.id,
    createdAt: world.now(),
  };
  repository.reviewComments.set(id, comment);
  return created(renderReviewComment(world.base, repository, comment));
}

/** The file must be in the commit, or have been in the base. @throws Refusal 422 */
async function assertFile(
  { repository }: RepositoryRequest,
  commitId: string,
  path: string,
  base: string,
): Promise<void> {
  const commit = await resolveCommit(repository.git, commitId);
  if (commit === undefined) {
    throw invalid(RESOURCE, 'commit_id', 'invalid');
  }
  const before = await readCommit(repository.git, base);
  const found =
    (await findEntry(repository.git, commit.tree, path)) ??
    (before === undefined ? undefined : await findEntry(repository.git, before.tree, path));
  if (found === undefined) {
    throw invalid(RESOURCE, 'path', 'invalid', 'path could not be resolved');
  }
}

const COMMENTS = '/repos/{owner}/{repo}/pulls/{pull_number}/comments';
const pulls = { permission: 'pull_requests', role: 'read' } as const;

/** Comments on lines of a pull request's diff. */
export const reviewCommentRoutes: readonly Route[] = [
  repositoryRoute('GET', COMMENTS, pulls, list),
  repositoryRoute('POST', COMMENTS, pulls, create),
];
