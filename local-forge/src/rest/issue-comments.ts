import { repositoryRoute } from '../http/define-route.ts';
import { answerPage } from '../http/paginate.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { assertMayEdit, findComment, findIssue } from '../issues/find-issue.ts';
import { requireBodyText } from '../issues/read-text.ts';
import { renderComment } from '../render/render-comment.ts';
import { makeNodeId } from '../store/make-node-id.ts';
import type { IssueComment } from '../store/types.ts';
import { emitComment } from '../webhooks/emit-issue.ts';
import { actingApp, actingUser, created, noContent, ok } from './answers.ts';

function render({ world, repository }: RepositoryRequest, comment: IssueComment) {
  return renderComment(world.base, repository, comment);
}

/** Oldest first; `since` counts by the last change. */
function selectComments({ repository, query }: RepositoryRequest): IssueComment[] {
  const since = Date.parse(query.get('since') ?? '');
  return [...repository.comments.values()].filter(
    (comment) => Number.isNaN(since) || comment.updatedAt.getTime() >= since,
  );
}

function listForIssue(request: RepositoryRequest): Promise<Answer> {
  const issue = findIssue(request);
  const comments = selectComments(request).filter((comment) => comment.issue === issue);
  return answerPage(request, comments, (comment) => render(request, comment));
}

function listForRepository(request: RepositoryRequest): Promise<Answer> {
  const { query } = request;
  const comments = selectComments(request);
  const time = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  comments.sort((a, b) => a[time].getTime() - b[time].getTime() || a.id - b.id);
  const ordered = query.get('direction') === 'desc' ? comments.reverse() : comments;
  return answerPage(request, ordered, (comment) => render(request, comment));
}

function create(request: RepositoryRequest): Answer {
  const { repository, world, body } = request;
  const issue = findIssue(request);
  const user = actingUser(request);
  const text = requireBodyText(body, 'IssueComment');
  const id = world.store.nextId();
  const at = world.now();
  const comment: IssueComment = {
    id,
    nodeId: makeNodeId('IC', id),
    issue,
    user,
    app: actingApp(request),
    body: text,
    createdAt: at,
    updatedAt: at,
    lastEditedAt: undefined,
    reactions: [],
  };
  repository.comments.set(id, comment);
  world.store.nodes.set(comment.nodeId, comment);
  issue.updatedAt = at;
  emitComment(world, repository, comment, user, 'created');
  return created(render(request, comment));
}

function update(request: RepositoryRequest): Answer {
  const { repository, world, body } = request;
  const comment = findComment(request);
  assertMayEdit(request, comment.user);
  const text = requireBodyText(body, 'IssueComment');
  if (text !== comment.body) {
    const changes = { body: { from: comment.body } };
    comment.body = text;
    comment.updatedAt = world.now();
    comment.lastEditedAt = world.now();
    emitComment(world, repository, comment, actingUser(request), 'edited', { changes });
  }
  return ok(render(request, comment));
}

function remove(request: RepositoryRequest): Answer {
  const { repository, world } = request;
  const comment = findComment(request);
  assertMayEdit(request, comment.user);
  repository.comments.delete(comment.id);
  world.store.nodes.delete(comment.nodeId);
  emitComment(world, repository, comment, actingUser(request), 'deleted');
  return noContent();
}

const ISSUES = '/repos/{owner}/{repo}/issues';
const COMMENT = `${ISSUES}/comments/{comment_id}`;
const issues = { permission: ['issues', 'pull_requests'], role: 'read' } as const;

/** Comments on issues and on the conversation of pull requests. */
export const issueCommentRoutes: readonly Route[] = [
  repositoryRoute('GET', `${ISSUES}/comments`, issues, listForRepository),
  repositoryRoute('GET', `${ISSUES}/{issue_number}/comments`, issues, listForIssue),
  repositoryRoute('POST', `${ISSUES}/{issue_number}/comments`, issues, create),
  repositoryRoute('GET', COMMENT, issues, (request) => ok(render(request, findComment(request)))),
  repositoryRoute('PATCH', COMMENT, issues, update),
  repositoryRoute('DELETE', COMMENT, issues, remove),
];
