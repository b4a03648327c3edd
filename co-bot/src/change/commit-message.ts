import type { ChangeRequest } from './change-request.ts';
import { readChangeRequest } from './read-change-request.ts';

const REQUEST_TRAILER = 'Colo-Request';
const ISSUE_TRAILER = 'Colo-Issue';

/** A commit message: the title, and the request in trailers, which git-interpret-trailers(1) reads too. */
export function formatCommitMessage(
  title: string,
  request: ChangeRequest,
  thread: number | undefined,
): string {
  const trailers = [`${REQUEST_TRAILER}: ${JSON.stringify(request)}`];
  if (thread !== undefined) trailers.push(`${ISSUE_TRAILER}: ${thread}`);
  return `${title}\n\n${trailers.join('\n')}\n`;
}

/** The request that a commit of CO carries; undefined for every other commit. */
export function readCommitMessage(
  message: string,
): { readonly request: ChangeRequest; readonly thread: number | undefined } | undefined {
  const json = readTrailer(message, REQUEST_TRAILER);
  const request = json === undefined ? undefined : readChangeRequest(json);
  if (request === undefined) return undefined;
  const thread = Number(readTrailer(message, ISSUE_TRAILER) ?? '');
  return { request, thread: Number.isSafeInteger(thread) && thread > 0 ? thread : undefined };
}

function readTrailer(message: string, key: string): string | undefined {
  const lines = message.trimEnd().split('\n');
  const line = lines.findLast((each) => each.startsWith(`${key}: `));
  return line?.slice(key.length + 2);
}
