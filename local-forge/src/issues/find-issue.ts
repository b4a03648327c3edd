import { notFound, Refusal } from '../answers/refusal.ts';
import { roleOf } from '../auth/roles.ts';
import type { RepositoryRequest } from '../http/types.ts';
import type { Issue, IssueComment, PullPart, User } from '../store/types.ts';

/** The issue or pull request that the path names. @throws Refusal 404 */
export function findIssue({ repository, params }: RepositoryRequest): Issue {
  const issue = repository.issues.get(Number(params['issue_number'] ?? params['pull_number']));
  if (issue === undefined) {
    throw notFound();
  }
  return issue;
}

/** The pull request that the path names. @throws Refusal 404, for a mere issue too */
export function findPull(request: RepositoryRequest): { readonly issue: Issue; readonly pull: PullPart } {
  const issue = findIssue(request);
  if (issue.pull === undefined) {
    throw notFound();
  }
  return { issue, pull: issue.pull };
}

/** The issue comment that the path names. @throws Refusal 404 */
export function findComment({ repository, params }: RepositoryRequest): IssueComment {
  const comment = repository.comments.get(Number(params['comment_id']));
  if (comment === undefined) {
    throw notFound();
  }
  return comment;
}

/** Authors may change what they wrote; others need push access. @throws Refusal 403 */
export function assertMayEdit({ actor, repository }: RepositoryRequest, author: User): void {
  if (actor.kind !== 'token' || actor.grant.installation !== undefined || actor.user.id === author.id) {
    return;
  }
  const role = roleOf(repository, actor.user);
  if (role !== 'admin' && role !== 'write') {
    throw new Refusal(403, 'Must have push access to repository');
  }
}
