import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { MAX_REQUEST_BYTES } from '../answers/github-limits.ts';
import { Refusal } from '../answers/refusal.ts';
import { isRecord } from '../rest/read-fields.ts';

/**
 * Reads a JSON request body.
 *
 * @throws Refusal 400 when it is not a JSON object, 413 when it is too large
 */
export async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MAX_REQUEST_BYTES) {
      throw new Refusal(413, 'Payload too large');
    }
    chunks.push(bytes);
  }
  const body = Buffer.concat(chunks);
  const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  if (text.trim() === '') {
    return {};
  }
  return parseObject(text);
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
  if (!isRecord(value)) {
    // POST …/labels may send a bare list.
    return Array.isArray(value) ? { labels: value } : refuseBody();
  }
  return value;
}

function refuseBody(): never {
  throw new Refusal(400, 'Body should be a JSON object');
}
