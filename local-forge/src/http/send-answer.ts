import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RateLimit } from './rate-limits.ts';
import type { Answer } from './types.ts';

/** Everything GitHub wants a client to see beside the body. */
function makeHeaders(answer: Answer, rate: RateLimit, now: Date): Record<string, string> {
  return {
    date: now.toUTCString(),
    'content-type': answer.raw?.type ?? 'application/json; charset=utf-8',
    'cache-control': 'private, max-age=60, s-maxage=60',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': randomUUID(),
    'x-github-api-version-selected': '2022-11-28',
    'x-ratelimit-limit': String(rate.limit),
    'x-ratelimit-remaining': String(rate.remaining),
    'x-ratelimit-used': String(rate.used),
    'x-ratelimit-reset': String(rate.reset),
    'x-ratelimit-resource': 'core',
    ...answer.headers,
  };
}

/** The bytes of an answer and their ETag; an ETag goes with successful reads only. */
function encodeAnswer(answer: Answer, method: string): { readonly bytes: Buffer; readonly etag?: string } {
  const bytes =
    answer.raw?.bytes ??
    (answer.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer.body), 'utf8'));
  if (method !== 'GET' || answer.status !== 200) {
    return { bytes };
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { bytes, etag: `W/"${hash}"` };
}

/** True when the client already has what it would get. */
function isUnchanged(request: IncomingMessage, etag: string | undefined): boolean {
  const known = request.headers['if-none-match'];
  if (etag === undefined || known === undefined) {
    return false;
  }
  return known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));
}

/** Sends an answer; a GET that changed nothing since the client's ETag becomes 304. Returns the status sent. */
export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  count: (cost: 0 | 1) => RateLimit,
  now: Date,
): number {
  const { bytes, etag } = encodeAnswer(answer, request.method ?? '');
  const unchanged = isUnchanged(request, etag);
  const status = unchanged ? 304 : answer.status;
  const headers = makeHeaders(answer, count(unchanged ? 0 : 1), now);
  response.writeHead(status, etag === undefined ? headers : { ...headers, etag });
  response.end(unchanged || status === 204 ? undefined : bytes);
  return status;
}
