import { formatDate } from '../git/parse-commit.ts';
import type { Place } from '../pulls/place-comment.ts';
import type { IssueComment, Repository, ReviewComment } from '../store/types.ts';
import { renderApp } from './render-app.ts';
import { renderAssociation } from './render-association.ts';
import { issuePage } from './render-issue.ts';
import { renderReactionCounts } from './render-reactions.ts';
import { renderUser } from './render-user.ts';

/** A comment on an issue or on a pull request's conversation. */
export function renderComment(base: string, repository: Repository, comment: IssueComment) {
  const url = `${base}/repos/${repository.fullName}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: `${issuePage(base, repository, comment.issue)}#issuecomment-${comment.id}`,
    issue_url: `${base}/repos/${repository.fullName}/issues/${comment.issue.number}`,
    id: comment.id,
    node_id: comment.nodeId,
    user: renderUser(base, comment.user),
    created_at: formatDate(comment.createdAt),
    updated_at: formatDate(comment.updatedAt),
    author_association: renderAssociation(repository, comment.user),
    body: comment.body,
    reactions: renderReactionCounts(url, comment.reactions),
    performed_via_github_app: comment.app === undefined ? null : renderApp(base, comment.app),
  };
}

/** A comment on a line or a file of a pull request's diff. As on GitHub, an outdated one has the line null. */
export function renderReviewComment(
  base: string,
  repository: Repository,
  comment: ReviewComment,
  place: Place,
) {
  const api = `${base}/repos/${repository.fullName}`;
  const url = `${api}/pulls/comments/${comment.id}`;
  const pullUrl = `${api}/pulls/${comment.issue.number}`;
  const htmlUrl = `${issuePage(base, repository, comment.issue)}#discussion_r${comment.id}`;
  return {
    url,
    pull_request_review_id: null,
    id: comment.id,
    node_id: comment.nodeId,
    diff_hunk: place.diffHunk,
    path: comment.path,
    commit_id: place.commitId,
    original_commit_id: comment.commitId,
    ...(comment.inReplyTo === undefined ? {} : { in_reply_to_id: comment.inReplyTo }),
    user: renderUser(base, comment.user),
    body: comment.body,
    created_at: formatDate(comment.createdAt),
    updated_at: formatDate(comment.updatedAt),
    html_url: htmlUrl,
    pull_request_url: pullUrl,
    author_association: renderAssociation(repository, comment.user),
    _links: { self: { href: url }, html: { href: htmlUrl }, pull_request: { href: pullUrl } },
    ...(comment.line === undefined
      ? { subject_type: 'file' }
      : { subject_type: 'line', line: place.line ?? null, original_line: comment.line }),
    side: comment.side,
    reactions: renderReactionCounts(url, []),
  };
}
