import { ColoError } from '@colo/schemas/errors';

/** What of an answer decides. */
export interface GithubAnswer {
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

/** Pause after a secondary rate limit that names none, as GitHub's documentation asks for. In seconds. */
const SECONDARY_LIMIT_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 3600;

/** Answers to a credential or an address, not to the report: once that is put right, the same report is taken. */
const NOT_ALLOWED: ReadonlySet<number> = new Set([401, 403, 404]);

/**
 * What an answer of GitHub means for a report. Rate limits (429, or 403 with its headers), 408, 5xx and silence pass by; 401, 404
 * and a plain 403 pass once somebody has renewed the token or named the right repository; what is left, as 422, is final for it.
 *
 * @param now milliseconds since 1970, for an answer without a date
 */
export function explainGithubError(
  { status, headers }: GithubAnswer,
  now: number,
  cause: unknown,
): ColoError {
  if (status === undefined)
    return new ColoError('LO_REPORT_UNDELIVERED', 'GitHub did not answer.', { cause });
  const limited = status === 429 || (status === 403 && isRateLimited(headers));
  const message = `GitHub answered with HTTP status ${status}.`;
  if (limited || status === 408 || status >= 500)
    return new ColoError('LO_REPORT_UNDELIVERED', message, {
      cause,
      data: { status, retryAfterSeconds: limited ? choosePause(headers, now) : null },
    });
  if (NOT_ALLOWED.has(status))
    return new ColoError('LO_REPORT_NOT_ALLOWED', message, { cause, data: { status } });
  return new ColoError('LO_REPORT_REFUSED', message, { cause, data: { status } });
}

function isRateLimited(headers: GithubAnswer['headers']): boolean {
  return headers['retry-after'] !== undefined || String(headers['x-ratelimit-remaining']) === '0';
}

function choosePause(headers: GithubAnswer['headers'], now: number): number {
  const after = Number(headers['retry-after']);
  if (Number.isFinite(after) && after > 0) return Math.min(after, LONGEST_PAUSE_SECONDS);
  const reset = Number(headers['x-ratelimit-reset']);
  if (Number.isFinite(reset) && String(headers['x-ratelimit-remaining']) === '0')
    return Math.min(Math.max(1, reset - readTime(headers, now) / 1000), LONGEST_PAUSE_SECONDS);
  return SECONDARY_LIMIT_SECONDS;
}

/** When GitHub answered, by its own clock: the hour that it names is of that clock, and LO's own may be years off. */
function readTime(headers: GithubAnswer['headers'], now: number): number {
  const time = Date.parse(String(headers['date']));
  return Number.isFinite(time) ? time : now;
}
