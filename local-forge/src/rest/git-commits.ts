import { invalid, notFound, unprocessable } from '../answers/refusal.ts';
import { readCommit, writeCommit } from '../git/commits.ts';
import { formatDate, type Signature } from '../git/parse-commit.ts';
import { isObjectId } from '../git/ref-names.ts';
import { repositoryRoute } from '../http/define-route.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { renderGitCommit } from '../render/render-commit.ts';
import type { User } from '../store/types.ts';
import { actingUser, created, ok } from './answers.ts';
import { assertNotEmpty } from './assert-not-empty.ts';
import { isRecord, optionalNames, requireString } from './read-fields.ts';

/** The name and address under which GitHub commits for an account. */
export function signAs(user: User, at: Date): Signature {
  return {
    name: user.login,
    email: `${user.id}+${user.login}@users.noreply.github.com`,
    date: formatDate(at),
  };
}

async function getCommit({ world, repository, params }: RepositoryRequest): Promise<Answer> {
  const sha = params['commit_sha'] ?? '';
  const commit = isObjectId(sha) ? await readCommit(repository.git, sha) : undefined;
  if (commit === undefined) {
    throw notFound();
  }
  return ok(renderGitCommit(world.base, repository, commit));
}

async function createCommit(request: RepositoryRequest): Promise<Answer> {
  const { repository, body, world } = request;
  assertNotEmpty(repository);
  const message = requireString(body, 'Commit', 'message');
  const tree = requireString(body, 'Commit', 'tree');
  const parents = optionalNames(body, 'Commit', 'parents') ?? [];
  if ((isObjectId(tree) ? await repository.git.reader.read(tree) : undefined)?.type !== 'tree') {
    throw unprocessable('Tree SHA does not exist');
  }
  for (const parent of parents) {
    if (!isObjectId(parent) || (await readCommit(repository.git, parent)) === undefined) {
      throw unprocessable('Parent SHA does not exist or is not a commit object');
    }
  }
  const own = signAs(actingUser(request), world.now());
  const author = readSignature(body['author'], 'author') ?? own;
  const committer = readSignature(body['committer'], 'committer') ?? author;
  const commit = await writeCommit(repository.git, { tree, parents, author, committer, message });
  return created(renderGitCommit(world.base, repository, commit));

  function readSignature(value: unknown, field: string): Signature | undefined {
    if (!isRecord(value)) {
      return undefined;
    }
    const date = value['date'] === undefined ? own.date : String(value['date']);
    if (Number.isNaN(Date.parse(date))) {
      throw invalid('Commit', field, 'invalid', `${field}.date is not a time`);
    }
    return {
      name: requireString(value, 'Commit', 'name'),
      email: requireString(value, 'Commit', 'email'),
      date: formatDate(new Date(date)),
    };
  }
}

/** Git commits. */
export const gitCommitRoutes: readonly Route[] = [
  repositoryRoute(
    'GET',
    '/repos/{owner}/{repo}/git/commits/{commit_sha}',
    { permission: 'contents' },
    getCommit,
  ),
  repositoryRoute('POST', '/repos/{owner}/{repo}/git/commits', { permission: 'contents' }, createCommit),
];
