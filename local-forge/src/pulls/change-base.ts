import { invalid } from '../answers/refusal.ts';
import { readBranch } from '../git/refs.ts';
import type { RepositoryRequest } from '../http/types.ts';
import { actingUser } from '../rest/answers.ts';
import { optionalString } from '../rest/read-fields.ts';
import type { Issue, PullPart } from '../store/types.ts';
import { emitIssue } from '../webhooks/emit-issue.ts';

/** Turns a pull request to another base branch when the PATCH asks for it. @throws Refusal 422 */
export async function changeBase(request: RepositoryRequest, issue: Issue, pull: PullPart): Promise<void> {
  const { repository, world, body } = request;
  const baseRef = optionalString(body, 'PullRequest', 'base');
  if (baseRef === undefined || baseRef === pull.baseRef) {
    return;
  }
  const sha = await readBranch(repository.git, baseRef);
  if (sha === undefined || issue.state === 'closed') {
    throw invalid('PullRequest', 'base', 'invalid');
  }
  const changes = { base: { ref: { from: pull.baseRef }, sha: { from: pull.baseSha } } };
  pull.baseRef = baseRef;
  pull.baseSha = sha;
  issue.updatedAt = world.now();
  await emitIssue(world, repository, issue, actingUser(request), 'edited', { changes });
}
