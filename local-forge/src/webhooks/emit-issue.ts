import { renderComment } from '../render/render-comment.ts';
import { renderIssue } from '../render/render-issue.ts';
import { renderPull } from '../render/render-pull.ts';
import type { Issue, IssueComment, Repository, User } from '../store/types.ts';
import type { World } from '../world.ts';

type Extra = Readonly<Record<string, unknown>>;

/** Sends `issues`, or `pull_request` where the issue is one. */
export async function emitIssue(
  { base, webhooks }: World,
  repository: Repository,
  issue: Issue,
  sender: User,
  action: string,
  extra: Extra = {},
): Promise<void> {
  const event = issue.pull === undefined ? 'issues' : 'pull_request';
  if (!webhooks.hasListener(event, repository)) {
    return;
  }
  if (issue.pull === undefined) {
    const payload = { ...extra, issue: renderIssue(base, repository, issue) };
    webhooks.emit({ event, action, repository, sender, payload });
    return;
  }
  const pull = await renderPull(base, repository, issue, issue.pull);
  const payload = { ...extra, number: issue.number, pull_request: pull };
  webhooks.emit({ event, action, repository, sender, payload });
}

/** Sends `issue_comment`. */
export function emitComment(
  { base, webhooks }: World,
  repository: Repository,
  comment: IssueComment,
  sender: User,
  action: 'created' | 'edited' | 'deleted',
  extra: Extra = {},
): void {
  const payload = {
    ...extra,
    issue: renderIssue(base, repository, comment.issue),
    comment: renderComment(base, repository, comment),
  };
  webhooks.emit({ event: 'issue_comment', action, repository, sender, payload });
}
