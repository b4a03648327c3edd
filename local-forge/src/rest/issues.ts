import { roleOf } from '../auth/roles.ts';
import { repositoryRoute } from '../http/define-route.ts';
import { answerPage } from '../http/paginate.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { createIssue } from '../issues/create-issue.ts';
import { assertMayEdit, findIssue } from '../issues/find-issue.ts';
import { listIssues } from '../issues/list-issues.ts';
import { readBodyText, requireTitle } from '../issues/read-text.ts';
import { replaceLabels } from '../issues/replace-labels.ts';
import { updateIssue } from '../issues/update-issue.ts';
import { renderIssue } from '../render/render-issue.ts';
import { renderUser } from '../render/render-user.ts';
import type { Issue } from '../store/types.ts';
import { emitIssue } from '../webhooks/emit-issue.ts';
import { actingApp, actingUser, created, ok } from './answers.ts';
import { optionalNames } from './read-fields.ts';

function list(request: RepositoryRequest): Promise<Answer> {
  const { repository, world, query } = request;
  return answerPage(request, listIssues(repository, query), (issue) =>
    renderIssue(world.base, repository, issue),
  );
}

function render({ world, repository }: RepositoryRequest, issue: Issue) {
  const closedBy = issue.closedBy === undefined ? null : renderUser(world.base, issue.closedBy);
  return { ...renderIssue(world.base, repository, issue), closed_by: closedBy };
}

async function create(request: RepositoryRequest): Promise<Answer> {
  const { repository, world, body } = request;
  const user = actingUser(request);
  const title = requireTitle(body, 'Issue');
  const text = readBodyText(body, 'Issue') ?? null;
  const labels = optionalNames(body, 'Issue', 'labels') ?? [];
  const issue = createIssue(world, repository, { title, body: text, user, app: actingApp(request) });
  await emitIssue(world, repository, issue, user, 'opened');
  if (mayLabel(request)) {
    await replaceLabels(request, issue, labels);
  }
  return created(render(request, issue));
}

/** GitHub drops the labels of a new issue without a word when its author may not push. */
function mayLabel({ actor, repository }: RepositoryRequest): boolean {
  if (actor.kind !== 'token') {
    return false;
  }
  const role = roleOf(repository, actor.user);
  return actor.grant.installation !== undefined || role === 'admin' || role === 'write';
}

async function update(request: RepositoryRequest): Promise<Answer> {
  const issue = findIssue(request);
  assertMayEdit(request, issue.user);
  await updateIssue(request, issue, 'Issue');
  return ok(render(request, issue));
}

const ISSUES = '/repos/{owner}/{repo}/issues';
const issues = { permission: ['issues', 'pull_requests'], role: 'read' } as const;

/** Issues. */
export const issueRoutes: readonly Route[] = [
  repositoryRoute('GET', ISSUES, { permission: 'issues' }, list),
  repositoryRoute('POST', ISSUES, { permission: 'issues', role: 'read' }, create),
  repositoryRoute('GET', `${ISSUES}/{issue_number}`, issues, (request) =>
    ok(render(request, findIssue(request))),
  ),
  repositoryRoute('PATCH', `${ISSUES}/{issue_number}`, issues, update),
];
