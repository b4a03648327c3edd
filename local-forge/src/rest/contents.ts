import { MAX_CONTENT_BYTES } from '../answers/github-limits.ts';
import { notFound, Refusal } from '../answers/refusal.ts';
import { resolveCommit } from '../git/commits.ts';
import { findEntry, isFolder, readTree, type TreeEntry } from '../git/trees.ts';
import { repositoryRoute } from '../http/define-route.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { accepts, ok } from './answers.ts';
import { toBase64Lines } from './git-blobs.ts';

async function getContents(request: RepositoryRequest): Promise<Answer> {
  const { repository, query, params } = request;
  const { git } = repository;
  const ref = query.get('ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(git, ref);
  if (commit === undefined) {
    throw new Refusal(404, `No commit found for the ref ${ref.slice(0, 200)}`);
  }
  const path = (params['path'] ?? '').replace(/\/+$/, '');
  const entry = await findEntry(git, commit.tree, path);
  if (entry === undefined) {
    throw notFound();
  }
  return isFolder(entry) ? listFolder(request, entry, path, ref) : showFile(request, entry, path, ref);
}

async function listFolder(
  request: RepositoryRequest,
  folder: TreeEntry,
  path: string,
  ref: string,
): Promise<Answer> {
  const entries = (await readTree(request.repository.git, folder.sha)) ?? [];
  const rows = entries.map(async (entry) => {
    const type = isFolder(entry) ? 'dir' : typeOfFile(entry);
    const size = type === 'dir' || type === 'submodule' ? 0 : await sizeOf(request, entry);
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    return { type, size, ...describe(request, entry, below, ref) };
  });
  return ok(await Promise.all(rows));
}

async function sizeOf({ repository }: RepositoryRequest, entry: TreeEntry): Promise<number> {
  return (await repository.git.reader.read(entry.sha))?.data.length ?? 0;
}

async function showFile(
  request: RepositoryRequest,
  entry: TreeEntry,
  path: string,
  ref: string,
): Promise<Answer> {
  const object = await request.repository.git.reader.read(entry.sha);
  if (object?.type !== 'blob') {
    throw notFound();
  }
  if (accepts(request, 'raw')) {
    return { status: 200, raw: { type: 'application/vnd.github.raw; charset=utf-8', bytes: object.data } };
  }
  const large = object.data.length > MAX_CONTENT_BYTES;
  return ok({
    type: 'file',
    encoding: large ? 'none' : 'base64',
    size: object.data.length,
    content: large ? '' : toBase64Lines(object.data),
    ...describe(request, entry, path, ref),
  });
}

function typeOfFile(entry: TreeEntry): 'file' | 'symlink' | 'submodule' {
  return entry.mode === '120000' ? 'symlink' : entry.mode === '160000' ? 'submodule' : 'file';
}

function describe({ world, repository }: RepositoryRequest, entry: TreeEntry, path: string, ref: string) {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const api = `${world.base}/repos/${repository.fullName}`;
  const page = `${world.base}/${repository.fullName}`;
  const url = `${api}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const folder = isFolder(entry);
  const git = `${api}/git/${folder ? 'trees' : 'blobs'}/${entry.sha}`;
  const html = `${page}/${folder ? 'tree' : 'blob'}/${encodeURIComponent(ref)}/${encoded}`;
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha: entry.sha,
    url,
    git_url: git,
    html_url: html,
    download_url: folder ? null : `${page}/raw/${encodeURIComponent(ref)}/${encoded}`,
    _links: { self: url, git, html },
  };
}

/** Files and folders at a ref. */
export const contentRoutes: readonly Route[] = [
  repositoryRoute('GET', '/repos/{owner}/{repo}/contents/{path}', { permission: 'contents' }, getContents),
];
