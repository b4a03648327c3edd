import { notFound } from '../answers/refusal.ts';
import { repositoryRoute } from '../http/define-route.ts';
import { answerPage } from '../http/paginate.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { findIssue } from '../issues/find-issue.ts';
import { replaceLabels } from '../issues/replace-labels.ts';
import { renderLabel } from '../render/render-issue.ts';
import type { Issue } from '../store/types.ts';
import { ok } from './answers.ts';
import { optionalNames } from './read-fields.ts';

function render({ world, repository }: RepositoryRequest, issue: Issue): Answer {
  return ok(issue.labels.map((label) => renderLabel(world.base, repository, label)));
}

async function add(request: RepositoryRequest): Promise<Answer> {
  const issue = findIssue(request);
  const names = optionalNames(request.body, 'Label', 'labels') ?? [];
  await replaceLabels(request, issue, [...issue.labels.map((label) => label.name), ...names]);
  return render(request, issue);
}

async function set(request: RepositoryRequest): Promise<Answer> {
  const issue = findIssue(request);
  await replaceLabels(request, issue, optionalNames(request.body, 'Label', 'labels') ?? []);
  return render(request, issue);
}

async function remove(request: RepositoryRequest): Promise<Answer> {
  const issue = findIssue(request);
  const name = (request.params['name'] ?? '').toLowerCase();
  const rest = issue.labels.filter((label) => label.name.toLowerCase() !== name);
  if (rest.length === issue.labels.length) {
    throw notFound();
  }
  await replaceLabels(
    request,
    issue,
    rest.map((label) => label.name),
  );
  return render(request, issue);
}

const LABELS = '/repos/{owner}/{repo}/issues/{issue_number}/labels';
const issues = { permission: ['issues', 'pull_requests'] } as const;

/** Labels on issues and pull requests. */
export const labelRoutes: readonly Route[] = [
  repositoryRoute('GET', LABELS, issues, (request) =>
    answerPage(request, findIssue(request).labels, (label) =>
      renderLabel(request.world.base, request.repository, label),
    ),
  ),
  repositoryRoute('POST', LABELS, issues, add),
  repositoryRoute('PUT', LABELS, issues, set),
  repositoryRoute('DELETE', `${LABELS}/{name}`, issues, remove),
];
