import { formatDate } from '../git/parse-commit.ts';
import { assessPull } from '../pulls/assess-pull.ts';
import type { Issue, PullPart, Repository } from '../store/types.ts';
import { renderAssociation } from './render-association.ts';
import { issuePage, renderLabel } from './render-issue.ts';
import { renderRepository } from './render-repository.ts';
import { renderUser } from './render-user.ts';

function renderSide(base: string, repository: Repository, ref: string, sha: string) {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: renderUser(base, repository.owner),
    repo: renderRepository(base, repository),
  };
}

function renderLinks(base: string, repository: Repository, issue: Issue, pull: PullPart) {
  const api = `${base}/repos/${repository.fullName}`;
  const self = `${api}/pulls/${issue.number}`;
  return {
    self: { href: self },
    html: { href: issuePage(base, repository, issue) },
    issue: { href: `${api}/issues/${issue.number}` },
    comments: { href: `${api}/issues/${issue.number}/comments` },
    review_comments: { href: `${self}/comments` },
    review_comment: { href: `${api}/pulls/comments{/number}` },
    commits: { href: `${self}/commits` },
    statuses: { href: `${api}/statuses/${pull.headSha}` },
  };
}

/** A pull request as lists show it. */
export function renderSimplePull(base: string, repository: Repository, issue: Issue, pull: PullPart) {
  const page = issuePage(base, repository, issue);
  const links = renderLinks(base, repository, issue, pull);
  return {
    url: links.self.href,
    id: issue.id,
    node_id: issue.nodeId,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: links.issue.href,
    commits_url: links.commits.href,
    review_comments_url: links.review_comments.href,
    review_comment_url: links.review_comment.href,
    comments_url: links.comments.href,
    statuses_url: links.statuses.href,
    number: issue.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: renderUser(base, issue.user),
    body: issue.body,
    created_at: formatDate(issue.createdAt),
    updated_at: formatDate(issue.updatedAt),
    closed_at: issue.closedAt === undefined ? null : formatDate(issue.closedAt),
    merged_at: pull.mergedAt === undefined ? null : formatDate(pull.mergedAt),
    merge_commit_sha: pull.mergeCommitSha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: issue.labels.map((label) => renderLabel(base, repository, label)),
    milestone: null,
    draft: pull.draft,
    head: renderSide(base, pull.headRepository, pull.headRef, pull.headSha),
    base: renderSide(base, repository, pull.baseRef, pull.baseSha),
    _links: links,
    author_association: renderAssociation(repository, issue.user),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** A pull request with what only git can tell: whether it merges, and how much it changes. */
export async function renderPull(base: string, repository: Repository, issue: Issue, pull: PullPart) {
  const facts = await assessPull(repository, issue, pull);
  const comments = [...repository.comments.values()].filter((comment) => comment.issue === issue);
  const reviews = [...repository.reviewComments.values()].filter((comment) => comment.issue === issue);
  return {
    ...renderSimplePull(base, repository, issue, pull),
    merged: pull.mergedAt !== undefined,
    mergeable: facts.mergeable,
    rebaseable: facts.mergeable,
    mergeable_state: facts.mergeableState,
    merged_by: pull.mergedBy === undefined ? null : renderUser(base, pull.mergedBy),
    comments: comments.length,
    review_comments: reviews.length,
    maintainer_can_modify: false,
    commits: facts.commits,
    additions: facts.additions,
    deletions: facts.deletions,
    changed_files: facts.changedFiles,
  };
}
