import { formatDate } from '../git/parse-commit.ts';
import type { Issue, Label, Repository } from '../store/types.ts';
import { renderApp } from './render-app.ts';
import { renderAssociation } from './render-association.ts';
import { renderReactionCounts } from './render-reactions.ts';
import { renderUser } from './render-user.ts';

export function renderLabel(base: string, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: label.nodeId,
    url: `${base}/repos/${repository.fullName}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

/** Where an issue or pull request has its page. */
export function issuePage(base: string, repository: Repository, issue: Issue): string {
  return `${base}/${repository.fullName}/${issue.pull === undefined ? 'issues' : 'pull'}/${issue.number}`;
}

/** An issue, or a pull request seen as one. */
export function renderIssue(base: string, repository: Repository, issue: Issue) {
  const url = `${base}/repos/${repository.fullName}/issues/${issue.number}`;
  const comments = [...repository.comments.values()].filter((comment) => comment.issue === issue).length;
  return {
    url,
    repository_url: `${base}/repos/${repository.fullName}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issuePage(base, repository, issue),
    id: issue.id,
    node_id: issue.nodeId,
    number: issue.number,
    title: issue.title,
    user: renderUser(base, issue.user),
    labels: issue.labels.map((label) => renderLabel(base, repository, label)),
    state: issue.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments,
    created_at: formatDate(issue.createdAt),
    updated_at: formatDate(issue.updatedAt),
    closed_at: issue.closedAt === undefined ? null : formatDate(issue.closedAt),
    author_association: renderAssociation(repository, issue.user),
    active_lock_reason: null,
    ...(issue.pull === undefined ? {} : renderPullLinks(base, repository, issue)),
    body: issue.body,
    reactions: renderReactionCounts(url, issue.reactions),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: issue.app === undefined ? null : renderApp(base, issue.app),
    state_reason: issue.stateReason,
  };
}

function renderPullLinks(base: string, repository: Repository, issue: Issue) {
  const page = issuePage(base, repository, issue);
  const mergedAt = issue.pull?.mergedAt;
  return {
    draft: issue.pull?.draft ?? false,
    pull_request: {
      url: `${base}/repos/${repository.fullName}/pulls/${issue.number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: mergedAt === undefined ? null : formatDate(mergedAt),
    },
  };
}
