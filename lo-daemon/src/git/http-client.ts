import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';

const MAX_HOPS = 4;
const MAX_SHOWN = 200;
const TIMEOUT_MS = 30_000;
/** A listing of refs is some kilobytes; what is larger is not one. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

export interface HttpClientOptions {
  /** Address of the repository that is asked. */
  readonly repository: string;
  readonly signal?: AbortSignal | undefined;
  /** The server has the repository at another address of its own. */
  onMoved?(address: string): void;
}

/**
 * The HTTP side of isomorphic-git, over Node's own fetch, with a deadline and a bound on the answer. A repository that was
 * renamed is followed as git does (git-config(1) http.followRedirects, `initial`): the first question tells its new address,
 * and all others go there. Fetch alone would make a GET of a POST that is answered with 301 (Fetch standard, HTTP-redirect
 * fetch). The credential is for one server, so that no other one is followed.
 */
export function createHttpClient({ repository, signal, onMoved }: HttpClientOptions): HttpClient {
  let base = repository;
  return {
    async request(request) {
      const deadline = AbortSignal.timeout(TIMEOUT_MS);
      const limited = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
      for (let hop = 0; hop < MAX_HOPS; hop += 1) {
        const url = request.url.startsWith(repository)
          ? base + request.url.slice(repository.length)
          : request.url;
        const response = await send({ ...request, url }, limited);
        const next = readLocation(response, url);
        if (next === undefined) return toGitResponse(request, response);
        await response.body?.cancel();
        const path = request.url.slice(repository.length);
        if (!next.href.endsWith(path) || next.origin !== new URL(url).origin)
          throw new ColoError('GIT_REPOSITORY_MOVED', `It would be at ${toSafeText(next.href, MAX_SHOWN)}.`);
        base = next.href.slice(0, next.href.length - path.length);
        onMoved?.(base);
      }
      throw new ColoError('GIT_REPOSITORY_MOVED', 'Each address that the server names has another one.');
    },
  };
}

function readLocation({ status, headers }: Response, from: string): URL | undefined {
  const location = headers.get('location');
  if (status < 300 || status > 399 || location === null || !URL.canParse(location, from)) return undefined;
  const url = new URL(location, from);
  // What is no part of an address that LO would ask for.
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

async function send(request: GitHttpRequest, signal: AbortSignal): Promise<Response> {
  return fetch(request.url, {
    method: request.method ?? 'GET',
    headers: request.headers ?? {},
    ...(request.body === undefined ? {} : { body: await collect(request.body) }),
    redirect: 'manual',
    signal,
  });
}

function toGitResponse(request: GitHttpRequest, response: Response): GitHttpResponse {
  return {
    url: response.url,
    method: request.method ?? 'GET',
    statusCode: response.status,
    statusMessage: response.statusText,
    headers: Object.fromEntries(response.headers),
    body: readBounded(response),
  };
}

async function* readBounded(response: Response): AsyncIterableIterator<Uint8Array> {
  let total = 0;
  for await (const chunk of response.body ?? []) {
    total += chunk.byteLength;
    if (total > MAX_BODY_BYTES) throw new RangeError('The answer of the Git server is too long.');
    yield chunk;
  }
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
