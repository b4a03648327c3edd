import { Refusal, unprocessable } from '../answers/refusal.ts';
import { readBranch } from '../git/refs.ts';
import type { RepositoryRequest } from '../http/types.ts';
import { actingUser } from '../rest/answers.ts';
import { optionalChoice, optionalNames } from '../rest/read-fields.ts';
import type { Issue, StateReason } from '../store/types.ts';
import { emitIssue } from '../webhooks/emit-issue.ts';
import { closeIssue, reopenIssue } from './close-issue.ts';
import { readBodyText, requireTitle } from './read-text.ts';
import { replaceLabels } from './replace-labels.ts';

const REASONS: readonly StateReason[] = ['completed', 'not_planned', 'duplicate', 'reopened'];

/** Applies a PATCH to an issue or pull request: title, body, labels, state; sends what follows from it. */
export async function updateIssue(request: RepositoryRequest, issue: Issue, resource: string): Promise<void> {
  const { body } = request;
  const title = body['title'] === undefined ? issue.title : requireTitle(body, resource);
  const text = readBodyText(body, resource);
  const labels = optionalNames(body, resource, 'labels');
  const state = optionalChoice(body, resource, 'state', ['open', 'closed']);
  const reason = optionalChoice(body, resource, 'state_reason', REASONS);
  if (state === 'open' && issue.state === 'closed') {
    await assertMayReopen(issue);
  }
  await editText(request, issue, title, text === undefined ? issue.body : text);
  if (labels !== undefined) {
    await replaceLabels(request, issue, labels);
  }
  if (state !== undefined && state !== issue.state) {
    await changeState(request, issue, state, reason);
  }
}

async function editText(
  request: RepositoryRequest,
  issue: Issue,
  title: string,
  body: string | null,
): Promise<void> {
  const changes = {
    ...(title === issue.title ? {} : { title: { from: issue.title } }),
    ...(body === issue.body ? {} : { body: { from: issue.body ?? '' } }),
  };
  if (Object.keys(changes).length === 0) {
    return;
  }
  const { world, repository } = request;
  if (body !== issue.body) {
    issue.lastEditedAt = world.now();
  }
  issue.title = title;
  issue.body = body;
  issue.updatedAt = world.now();
  await emitIssue(world, repository, issue, actingUser(request), 'edited', { changes });
}

async function changeState(
  request: RepositoryRequest,
  issue: Issue,
  state: 'open' | 'closed',
  reason: StateReason | undefined,
): Promise<void> {
  const { world, repository } = request;
  const user = actingUser(request);
  if (state === 'closed') {
    closeIssue(issue, user, world.now(), reason);
  } else {
    reopenIssue(issue, world.now());
  }
  await emitIssue(world, repository, issue, user, state === 'closed' ? 'closed' : 'reopened');
}

/** A merged pull request stays closed, and so does one whose branch is gone. @throws Refusal 422 */
async function assertMayReopen({ pull }: Issue): Promise<void> {
  if (pull?.mergedAt !== undefined) {
    throw new Refusal(422, 'Validation Failed', {
      errors: [
        {
          resource: 'PullRequest',
          field: 'state',
          code: 'invalid',
          message: 'state cannot be changed. The pull request cannot be reopened.',
        },
      ],
    });
  }
  if (pull !== undefined && (await readBranch(pull.headRepository.git, pull.headRef)) === undefined) {
    throw unprocessable(`state cannot be changed. The ${pull.headRef} branch was deleted.`);
  }
}
