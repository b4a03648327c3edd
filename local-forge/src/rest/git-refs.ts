import { notFound, Refusal, unprocessable } from '../answers/refusal.ts';
import { settleRefs } from '../effects/settle-refs.ts';
import { isAncestor } from '../git/commit-graph.ts';
import { readCommit } from '../git/commits.ts';
import { isFullRef, isObjectId } from '../git/ref-names.ts';
import { listRefs, readRef, updateRef, ZERO_ID } from '../git/refs.ts';
import { lockedRoute, repositoryRoute } from '../http/define-route.ts';
import { answerPage } from '../http/paginate.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { findUnmetProtection } from '../pulls/find-unmet-protection.ts';
import { renderGitRef } from '../render/render-git-ref.ts';
import { actingUser, created, noContent, ok } from './answers.ts';
import { assertNotEmpty } from './assert-not-empty.ts';
import { optionalBoolean, requireString } from './read-fields.ts';

async function getRef({ world, repository, params }: RepositoryRequest): Promise<Answer> {
  assertNotEmpty(repository);
  const ref = await readRef(repository.git, `refs/${params['ref'] ?? ''}`);
  if (ref === undefined) {
    throw notFound();
  }
  return ok(renderGitRef(world.base, repository, ref));
}

async function listMatching(request: RepositoryRequest): Promise<Answer> {
  const { repository, world, params } = request;
  const refs = listRefs(repository.git, `refs/${params['ref'] ?? ''}`);
  return answerPage(request, refs, async ({ name, sha }) => {
    const { type } = (await repository.git.reader.read(sha)) ?? { type: 'commit' };
    return renderGitRef(world.base, repository, { name, sha, type });
  });
}

async function createRef(request: RepositoryRequest): Promise<Answer> {
  const { repository, body, world } = request;
  assertNotEmpty(repository);
  const name = requireString(body, 'Reference', 'ref');
  const sha = requireString(body, 'Reference', 'sha');
  if (!isFullRef(name)) {
    throw unprocessable(`${name.slice(0, 80)} is not a valid ref name.`);
  }
  await requireTarget(request, name, sha);
  if ((await readRef(repository.git, name)) !== undefined) {
    throw unprocessable('Reference already exists');
  }
  await moveRef(request, name, ZERO_ID, sha);
  const ref = await readRef(repository.git, name);
  return created(renderGitRef(world.base, repository, ref ?? { name, sha, type: 'commit' }));
}

/** The object must be there; a branch can only point at a commit. */
async function requireTarget({ repository }: RepositoryRequest, name: string, sha: string): Promise<void> {
  const object = isObjectId(sha) ? await repository.git.reader.read(sha) : undefined;
  if (object === undefined || (name.startsWith('refs/heads/') && object.type !== 'commit')) {
    throw unprocessable('Object does not exist');
  }
}

async function updateReference(request: RepositoryRequest): Promise<Answer> {
  const { repository, body, world, params } = request;
  const name = `refs/${params['ref'] ?? ''}`;
  const sha = requireString(body, 'Reference', 'sha');
  const force = optionalBoolean(body, 'Reference', 'force') ?? false;
  const ref = await requireRef(request, name);
  await requireTarget(request, name, sha);
  const isCommit = (await readCommit(repository.git, ref.sha)) !== undefined;
  const forward = isCommit && (await isAncestor(repository.git, ref.sha, sha));
  if (!force && !forward) {
    throw unprocessable('Update is not a fast forward');
  }
  if (!forward && repository.protections.has(name.replace('refs/heads/', ''))) {
    throw unprocessable('Cannot force-push to this protected branch');
  }
  const unmet = findUnmetProtection(repository, name, sha);
  if (unmet !== undefined) {
    throw unprocessable(unmet);
  }
  await moveRef(request, name, ref.sha, sha);
  return ok(renderGitRef(world.base, repository, { name, sha, type: 'commit' }));
}

async function requireRef({ repository }: RepositoryRequest, name: string) {
  const ref = await readRef(repository.git, name);
  if (ref === undefined) {
    throw unprocessable('Reference does not exist');
  }
  return ref;
}

async function deleteRef(request: RepositoryRequest): Promise<Answer> {
  const { repository, params } = request;
  const name = `refs/${params['ref'] ?? ''}`;
  const ref = await requireRef(request, name);
  const branch = name.replace('refs/heads/', '');
  if (branch === repository.defaultBranch || repository.protections.has(branch)) {
    throw new Refusal(422, 'Cannot delete a protected branch');
  }
  await moveRef(request, name, ref.sha, ZERO_ID);
  return noContent();
}

async function moveRef(
  request: RepositoryRequest,
  name: string,
  before: string,
  after: string,
): Promise<void> {
  const { repository, world } = request;
  await updateRef(repository.git, name, before, after);
  await settleRefs(world, repository, [{ name, before, after }], actingUser(request));
}

const REFS = '/repos/{owner}/{repo}/git/refs';
const contents = { permission: 'contents' } as const;

/** Git references. */
export const gitRefRoutes: readonly Route[] = [
  repositoryRoute('GET', '/repos/{owner}/{repo}/git/ref/{ref}', contents, getRef),
  repositoryRoute('GET', '/repos/{owner}/{repo}/git/matching-refs/{ref}', contents, listMatching),
  lockedRoute('POST', REFS, contents, createRef),
  lockedRoute('PATCH', `${REFS}/{ref}`, contents, updateReference),
  lockedRoute('DELETE', `${REFS}/{ref}`, contents, deleteRef),
];
