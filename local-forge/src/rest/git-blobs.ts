import { notFound } from '../answers/refusal.ts';
import { isObjectId } from '../git/ref-names.ts';
import { makeObject, writeObjects } from '../git/write-objects.ts';
import { repositoryRoute } from '../http/define-route.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { makeNodeId } from '../store/make-node-id.ts';
import { accepts, created, ok } from './answers.ts';
import { assertNotEmpty } from './assert-not-empty.ts';
import { optionalChoice, optionalString } from './read-fields.ts';

async function getBlob(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, params } = request;
  const sha = params['file_sha'] ?? '';
  const object = isObjectId(sha) ? await repository.git.reader.read(sha) : undefined;
  if (object?.type !== 'blob') {
    throw notFound();
  }
  if (accepts(request, 'raw')) {
    return { status: 200, raw: { type: 'application/vnd.github.raw; charset=utf-8', bytes: object.data } };
  }
  return ok({
    sha,
    node_id: makeNodeId('B', `${repository.id}:${sha}`),
    size: object.data.length,
    url: `${world.base}/repos/${repository.fullName}/git/blobs/${sha}`,
    content: toBase64Lines(object.data),
    encoding: 'base64',
  });
}

/** Base64 in lines of 60 characters, as GitHub sends it. */
export function toBase64Lines(data: Buffer): string {
  return data.toString('base64').replace(/.{1,60}/g, '$&\n');
}

async function createBlob({ world, repository, body }: RepositoryRequest): Promise<Answer> {
  assertNotEmpty(repository);
  const encoding = optionalChoice(body, 'Blob', 'encoding', ['utf-8', 'base64']) ?? 'utf-8';
  const content = optionalString(body, 'Blob', 'content') ?? '';
  const object = makeObject('blob', Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'));
  await writeObjects(repository.git, [object]);
  return created({
    url: `${world.base}/repos/${repository.fullName}/git/blobs/${object.sha}`,
    ...{ sha: object.sha },
  });
}

/** Git blobs. */
export const gitBlobRoutes: readonly Route[] = [
  repositoryRoute('GET', '/repos/{owner}/{repo}/git/blobs/{file_sha}', { permission: 'contents' }, getBlob),
  repositoryRoute('POST', '/repos/{owner}/{repo}/git/blobs', { permission: 'contents' }, createBlob),
];
