import { invalid, Refusal } from '../answers/refusal.ts';
import { canSee } from '../auth/roles.ts';
import { countAheadBehind, findMergeBase } from '../git/commit-graph.ts';
import { fetchCommit } from '../git/commits.ts';
import { readBranch, setRef } from '../git/refs.ts';
import type { RepositoryRequest } from '../http/types.ts';
import { createIssue } from '../issues/create-issue.ts';
import { readBodyText, requireTitle } from '../issues/read-text.ts';
import { actingApp, actingUser } from '../rest/answers.ts';
import { optionalBoolean, requireString } from '../rest/read-fields.ts';
import { findRepository } from '../store/find-repository.ts';
import type { PullPart, Repository } from '../store/types.ts';
import { emitIssue } from '../webhooks/emit-issue.ts';
import { type FoundPull, listPulls } from './list-pulls.ts';

/**
 * Opens a pull request from a branch of the same repository, or of one with the same name that somebody else owns (a fork).
 *
 * @throws Refusal 422 as GitHub words it: no such branch, nothing between them, or there is one already
 */
export async function createPull(request: RepositoryRequest): Promise<FoundPull> {
  const { repository, world, body } = request;
  const user = actingUser(request);
  const title = requireTitle(body, 'PullRequest');
  const text = readBodyText(body, 'PullRequest') ?? null;
  const { headRepository, headRef } = readHead(request, requireString(body, 'PullRequest', 'head'));
  const baseRef = requireString(body, 'PullRequest', 'base');
  const headSha = await requireBranch(headRepository, headRef, 'head');
  const baseSha = await requireBranch(repository, baseRef, 'base');
  if (headRepository !== repository) await fetchCommit(repository.git, headRepository.git, headSha);
  assertNew(repository, `${headRepository.owner.login}:${headRef}`, baseRef);
  await assertDiffers(repository, { headRef, headSha, baseRef, baseSha });
  const draft = optionalBoolean(body, 'PullRequest', 'draft') ?? false;
  const pull: PullPart = {
    headRepository,
    headRef,
    headSha,
    baseRef,
    baseSha,
    draft,
    mergedAt: undefined,
    mergedBy: undefined,
    mergeCommitSha: undefined,
  };
  const issue = createIssue(world, repository, { title, body: text, user, app: actingApp(request), pull });
  await setRef(repository.git, `refs/pull/${issue.number}/head`, headSha);
  await emitIssue(world, repository, issue, user, 'opened');
  return { issue, pull };
}

function readHead(
  { repository, world, actor }: RepositoryRequest,
  head: string,
): { readonly headRepository: Repository; readonly headRef: string } {
  const colon = head.indexOf(':');
  const owner = colon < 0 ? repository.owner.login : head.slice(0, colon);
  const headRepository = findRepository(world.store, owner, repository.name);
  if (headRepository === undefined || !canSee(actor, headRepository)) {
    throw invalid('PullRequest', 'head', 'invalid');
  }
  return { headRepository, headRef: head.slice(colon + 1) };
}

async function requireBranch(repository: Repository, branch: string, field: string): Promise<string> {
  const sha = await readBranch(repository.git, branch);
  if (sha === undefined) {
    throw invalid('PullRequest', field, 'invalid');
  }
  return sha;
}

function assertNew(repository: Repository, head: string, baseRef: string): void {
  if (listPulls(repository, new URLSearchParams({ head, base: baseRef })).length > 0) {
    throw refuse(`A pull request already exists for ${head}.`);
  }
}

async function assertDiffers(
  { git }: Repository,
  pull: Pick<PullPart, 'headRef' | 'headSha' | 'baseRef' | 'baseSha'>,
): Promise<void> {
  if ((await findMergeBase(git, pull.baseSha, pull.headSha)) === undefined) {
    throw refuse(`The ${pull.headRef} branch has no history in common with ${pull.baseRef}`);
  }
  if ((await countAheadBehind(git, pull.baseSha, pull.headSha)).ahead === 0) {
    throw refuse(`No commits between ${pull.baseRef} and ${pull.headRef}`);
  }
}

function refuse(message: string): Refusal {
  return new Refusal(422, 'Validation Failed', {
    errors: [{ resource: 'PullRequest', code: 'custom', message }],
  });
}
