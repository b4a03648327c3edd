import { invalid, notFound } from '../answers/refusal.ts';
import { isAncestor } from '../git/commit-graph.ts';
import { resolveCommit } from '../git/commits.ts';
import { findHunk } from '../git/diff-lines.ts';
import { repositoryRoute } from '../http/define-route.ts';
import { answerPage } from '../http/paginate.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { assertMayEdit, findPull } from '../issues/find-issue.ts';
import { requireBodyText } from '../issues/read-text.ts';
import { placeComment, readPullHunks } from '../pulls/place-comment.ts';
import { renderReviewComment } from '../render/render-comment.ts';
import { makeNodeId } from '../store/make-node-id.ts';
import type { Issue, PullPart, ReviewComment } from '../store/types.ts';
import { actingUser, created, noContent, ok } from './answers.ts';
import { optionalChoice, requireString } from './read-fields.ts';

const RESOURCE = 'PullRequestReviewComment';

async function render({ repository, world }: RepositoryRequest, comment: ReviewComment) {
  const place = await placeComment(repository, comment);
  return renderReviewComment(world.base, repository, comment, place);
}

function list(request: RepositoryRequest): Promise<Answer> {
  const { issue } = findPull(request);
  const comments = [...request.repository.reviewComments.values()].filter(
    (comment) => comment.issue === issue,
  );
  return answerPage(request, comments, (comment) => render(request, comment));
}

async function create(request: RepositoryRequest): Promise<Answer> {
  const { repository, world, body } = request;
  const { issue, pull } = findPull(request);
  const text = requireBodyText(body, RESOURCE);
  const place = readParent(request) ?? (await readPlace(request, issue, pull));
  const id = world.store.nextId();
  const at = world.now();
  const comment: ReviewComment = {
    id,
    nodeId: makeNodeId('PRRC', id),
    issue,
    user: actingUser(request),
    ...place,
    body: text,
    createdAt: at,
    updatedAt: at,
  };
  repository.reviewComments.set(id, comment);
  return created(await render(request, comment));
}

type Placed = Pick<ReviewComment, 'path' | 'line' | 'side' | 'commitId' | 'inReplyTo'>;

/** An answer stands where the comment stands that it answers. @throws Refusal 404 */
function readParent({ repository, body }: RepositoryRequest): Placed | undefined {
  const inReplyTo = body['in_reply_to'];
  if (inReplyTo === undefined) return undefined;
  const parent = typeof inReplyTo === 'number' ? repository.reviewComments.get(inReplyTo) : undefined;
  if (parent === undefined) throw notFound();
  const { path, line, side, commitId } = parent;
  return { path, line, side, commitId, inReplyTo: parent.id };
}

/** @throws Refusal 422 for a file that the pull request does not change, or a line that its diff does not show */
async function readPlace(request: RepositoryRequest, issue: Issue, pull: PullPart): Promise<Placed> {
  const { repository, body } = request;
  const path = requireString(body, RESOURCE, 'path');
  const commit = await resolveCommit(repository.git, requireString(body, RESOURCE, 'commit_id'));
  if (commit === undefined || !(await isAncestor(repository.git, commit.sha, pull.headSha))) {
    throw invalid(RESOURCE, 'commit_id', 'invalid', 'commit_id is not part of the pull request');
  }
  const subject = optionalChoice(body, RESOURCE, 'subject_type', ['line', 'file']) ?? 'line';
  const side = optionalChoice(body, RESOURCE, 'side', ['LEFT', 'RIGHT']) ?? 'RIGHT';
  const hunks = await readPullHunks(repository, issue, commit.sha, path);
  if (hunks === undefined) throw invalid(RESOURCE, 'path', 'invalid', 'path could not be resolved');
  if (subject === 'file') return { path, line: undefined, side, commitId: commit.sha, inReplyTo: undefined };
  const line = body['line'];
  const field = 'pull_request_review_thread.line';
  if (typeof line !== 'number') throw invalid(RESOURCE, field, 'missing_field');
  if (findHunk(hunks, side === 'LEFT' ? 'before' : 'after', line) === undefined) {
    throw invalid(RESOURCE, field, 'custom', `${field} must be part of the diff`);
  }
  return { path, line, side, commitId: commit.sha, inReplyTo: undefined };
}

function find({ repository, params }: RepositoryRequest): ReviewComment {
  const comment = repository.reviewComments.get(Number(params['comment_id']));
  if (comment === undefined) throw notFound();
  return comment;
}

async function show(request: RepositoryRequest): Promise<Answer> {
  return ok(await render(request, find(request)));
}

async function update(request: RepositoryRequest): Promise<Answer> {
  const comment = find(request);
  assertMayEdit(request, comment.user);
  comment.body = requireBodyText(request.body, RESOURCE);
  comment.updatedAt = request.world.now();
  return ok(await render(request, comment));
}

function remove(request: RepositoryRequest): Answer {
  const comment = find(request);
  assertMayEdit(request, comment.user);
  request.repository.reviewComments.delete(comment.id);
  return noContent();
}

const PULLS = '/repos/{owner}/{repo}/pulls';
const COMMENTS = `${PULLS}/{pull_number}/comments`;
const COMMENT = `${PULLS}/comments/{comment_id}`;
const pulls = { permission: 'pull_requests', role: 'read' } as const;

/** Comments on lines and files of a pull request's diff. Webhooks about them are not sent: no app here asks for them. */
export const reviewCommentRoutes: readonly Route[] = [
  repositoryRoute('GET', COMMENTS, pulls, list),
  repositoryRoute('POST', COMMENTS, pulls, create),
  repositoryRoute('GET', COMMENT, pulls, show),
  repositoryRoute('PATCH', COMMENT, pulls, update),
  repositoryRoute('DELETE', COMMENT, pulls, remove),
];
