import { Refusal } from '../answers/refusal.ts';
import { markMerged, settleRefs } from '../effects/settle-refs.ts';
import { readCommit, writeCommit } from '../git/commits.ts';
import { listCommits } from '../git/list-commits.ts';
import { mergeTrees, rebaseCommits } from '../git/merge-commits.ts';
import type { Signature } from '../git/parse-commit.ts';
import { readBranch, updateRef } from '../git/refs.ts';
import type { RepositoryRequest } from '../http/types.ts';
import { closeIssue } from '../issues/close-issue.ts';
import { findPull } from '../issues/find-issue.ts';
import { actingUser } from '../rest/answers.ts';
import { signAs } from '../rest/git-commits.ts';
import { optionalChoice, optionalString } from '../rest/read-fields.ts';
import type { Issue, PullPart, Repository } from '../store/types.ts';
import { emitIssue } from '../webhooks/emit-issue.ts';
import { findMissingChecks } from './find-missing-checks.ts';

const NOT_MERGEABLE = 'Pull Request is not mergeable';

/**
 * Merges a pull request and moves the base branch. Called under the repository's lock.
 *
 * @returns the commit that the base is at now
 * @throws Refusal 405 when it cannot be merged, 409 when the head is not at the `sha` of the request
 */
export async function mergePull(request: RepositoryRequest): Promise<string> {
  const { repository, world, body } = request;
  const { issue, pull } = findPull(request);
  const user = actingUser(request);
  const method =
    optionalChoice(body, 'PullRequest', 'merge_method', ['merge', 'squash', 'rebase']) ?? 'merge';
  const expected = optionalString(body, 'PullRequest', 'sha');
  assertOpen(issue, pull);
  if (expected !== undefined && expected !== pull.headSha) {
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.');
  }
  assertChecked(repository, pull);
  const base = await readBranch(repository.git, pull.baseRef);
  if (base === undefined) {
    throw new Refusal(405, NOT_MERGEABLE);
  }
  const sha = await makeMerge(request, issue, pull, base, method, signAs(user, world.now()));
  await updateRef(repository.git, `refs/heads/${pull.baseRef}`, base, sha);
  pull.baseSha = base;
  markMerged(pull, sha, user, world.now());
  closeIssue(issue, user, world.now());
  await settleRefs(
    world,
    repository,
    [{ name: `refs/heads/${pull.baseRef}`, before: base, after: sha }],
    user,
  );
  await emitIssue(world, repository, issue, user, 'closed');
  return sha;
}

function assertOpen(issue: Issue, pull: PullPart): void {
  if (issue.state === 'closed') {
    throw new Refusal(405, NOT_MERGEABLE);
  }
  if (pull.draft) {
    throw new Refusal(405, 'Pull Request is still a draft');
  }
}

function assertChecked(repository: Repository, pull: PullPart): void {
  const missing = findMissingChecks(repository, pull);
  if (missing.length === 1) {
    throw new Refusal(405, `Required status check "${missing[0]}" is expected.`);
  }
  if (missing.length > 1) {
    throw new Refusal(405, `${missing.length} of ${missing.length} required status checks are expected.`);
  }
}

async function makeMerge(
  { repository, body }: RepositoryRequest,
  issue: Issue,
  pull: PullPart,
  base: string,
  method: 'merge' | 'squash' | 'rebase',
  author: Signature,
): Promise<string> {
  const { git } = repository;
  const sha =
    method === 'rebase' ? await rebaseCommits(git, base, pull.headSha, author) : await mergeOnce(method);
  if (sha === undefined) {
    throw new Refusal(405, NOT_MERGEABLE);
  }
  return sha;

  async function mergeOnce(how: 'merge' | 'squash'): Promise<string | undefined> {
    const tree = await mergeTrees(git, base, pull.headSha);
    if (tree === undefined) {
      return undefined;
    }
    const title = optionalString(body, 'PullRequest', 'commit_title');
    const text = optionalString(body, 'PullRequest', 'commit_message');
    const message =
      how === 'merge'
        ? join(
            title ??
              `Merge pull request #${issue.number} from ${pull.headRepository.owner.login}/${pull.headRef}`,
            text ?? issue.title,
          )
        : join(
            title ?? `${issue.title} (#${issue.number})`,
            text ?? (await listMessages(repository, pull, base)),
          );
    const parents = how === 'merge' ? [base, pull.headSha] : [base];
    const committer = { ...author, name: 'GitHub', email: 'noreply@github.com' };
    return (await writeCommit(git, { tree, parents, author, committer, message })).sha;
  }
}

function join(title: string, text: string): string {
  return text === '' ? `${title}\n` : `${title}\n\n${text}\n`;
}

/** The default text of a squash: the message of one commit, or the titles of several. */
async function listMessages({ git }: Repository, pull: PullPart, base: string): Promise<string> {
  const ids = await listCommits(git, { from: pull.headSha, not: [base], oldestFirst: true });
  const commits = await Promise.all(ids.map((sha) => readCommit(git, sha)));
  const messages = commits.flatMap((commit) => (commit === undefined ? [] : [commit.message]));
  if (messages.length === 1) {
    return (messages[0] ?? '').split('\n').slice(1).join('\n').trim();
  }
  return messages.map((message) => `* ${message}`).join('\n\n');
}
