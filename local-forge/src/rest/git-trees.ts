import { MAX_TREE_ENTRIES } from '../answers/github-limits.ts';
import { notFound, unprocessable } from '../answers/refusal.ts';
import { resolveCommit } from '../git/commits.ts';
import { editTree, type TreeChange } from '../git/edit-tree.ts';
import { listTree } from '../git/list-tree.ts';
import type { GitObject } from '../git/object-cache.ts';
import { isObjectId } from '../git/ref-names.ts';
import { typeOfMode } from '../git/trees.ts';
import { makeObject, writeObjects } from '../git/write-objects.ts';
import { repositoryRoute } from '../http/define-route.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import type { Repository } from '../store/types.ts';
import { ok } from './answers.ts';
import { assertNotEmpty } from './assert-not-empty.ts';
import { type Body, optionalString, requireRecords, requireString } from './read-fields.ts';

const MODES = new Set(['100644', '100755', '040000', '160000', '120000']);

async function getTree({ world, repository, params, query }: RepositoryRequest): Promise<Answer> {
  const sha = await findTree(repository, params['tree_sha'] ?? '');
  if (sha === undefined) {
    throw notFound();
  }
  return ok(await renderTree(world.base, repository, sha, query.has('recursive')));
}

/** The tree that a tree id, a commit id, a branch or a tag means. */
async function findTree({ git }: Repository, name: string): Promise<string | undefined> {
  if (isObjectId(name) && (await git.reader.read(name))?.type === 'tree') {
    return name;
  }
  return (await resolveCommit(git, name))?.tree;
}

async function renderTree(base: string, repository: Repository, sha: string, recursive: boolean) {
  const api = `${base}/repos/${repository.fullName}/git`;
  const rows = await listTree(repository.git, sha, recursive);
  const tree = rows.slice(0, MAX_TREE_ENTRIES).map(({ path, mode, type, id, size }) => {
    const folder = type === 'tree' ? 'trees' : 'blobs';
    return {
      path,
      mode,
      type,
      sha: id,
      ...(size === undefined ? {} : { size }),
      ...(type === 'commit' ? {} : { url: `${api}/${folder}/${id}` }),
    };
  });
  return { sha, url: `${api}/trees/${sha}`, tree, truncated: rows.length > MAX_TREE_ENTRIES };
}

async function createTree({ world, repository, body }: RepositoryRequest): Promise<Answer> {
  assertNotEmpty(repository);
  const { git } = repository;
  const baseName = optionalString(body, 'Tree', 'base_tree');
  const baseTree = baseName === undefined ? undefined : await findTree(repository, baseName);
  if (baseName !== undefined && baseTree === undefined) {
    throw notFound();
  }
  const blobs: GitObject[] = [];
  const changes: TreeChange[] = [];
  for (const entry of requireRecords(body, 'Tree', 'tree')) {
    changes.push(await readChange(repository, entry, blobs));
  }
  const edited = await editTree(git, baseTree, changes);
  if ('missing' in edited) {
    throw unprocessable('GitRPC::BadObjectState');
  }
  await writeObjects(git, [...blobs, ...edited.objects]);
  const tree = await renderTree(world.base, repository, edited.sha, false);
  return { status: 201, body: tree, headers: { location: tree.url } };
}

/** One entry of the request: inline `content`, an existing `sha`, or `sha: null` to delete. */
async function readChange(repository: Repository, entry: Body, blobs: GitObject[]): Promise<TreeChange> {
  const path = requireString(entry, 'Tree', 'path');
  if (path.split('/').some((part) => part === '' || /^(\.{1,2}|\.git)$/i.test(part) || part.includes('\0'))) {
    throw unprocessable('tree.path contains a malformed path component');
  }
  const mode = optionalString(entry, 'Tree', 'mode') ?? '100644';
  if (!MODES.has(mode)) {
    throw unprocessable(`Must supply a valid tree.mode`);
  }
  if (entry['sha'] === null) {
    return { path, mode, sha: undefined };
  }
  const content = optionalString(entry, 'Tree', 'content');
  if (content !== undefined) {
    const blob = makeObject('blob', Buffer.from(content, 'utf8'));
    blobs.push(blob);
    return { path, mode, sha: blob.sha };
  }
  const sha = requireString(entry, 'Tree', 'sha');
  const object = isObjectId(sha) ? await repository.git.reader.read(sha) : undefined;
  if (mode !== '160000' && object?.type !== typeOfMode(mode)) {
    throw unprocessable(`tree.sha ${sha.slice(0, 40)} is not a valid ${typeOfMode(mode)}`);
  }
  return { path, mode, sha };
}

/** Git trees. */
export const gitTreeRoutes: readonly Route[] = [
  repositoryRoute('GET', '/repos/{owner}/{repo}/git/trees/{tree_sha}', { permission: 'contents' }, getTree),
  repositoryRoute('POST', '/repos/{owner}/{repo}/git/trees', { permission: 'contents' }, createTree),
];
