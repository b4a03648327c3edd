import type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';

const TIMEOUT_MS = 30_000;
/** A listing of refs is some kilobytes; what is larger is not one. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** The HTTP side of isomorphic-git, over Node's own fetch, with a deadline and a bound on the answer. */
export function createHttpClient(signal?: AbortSignal): HttpClient {
  return { request: (request) => send(request, signal) };
}

async function send(request: GitHttpRequest, signal: AbortSignal | undefined): Promise<GitHttpResponse> {
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(request.url, {
    method: request.method ?? 'GET',
    headers: request.headers ?? {},
    ...(request.body === undefined ? {} : { body: await collect(request.body) }),
    signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
  });
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
