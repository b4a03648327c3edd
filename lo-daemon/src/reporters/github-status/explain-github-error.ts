import { ColoError, type ErrorCode } from '@colo/schemas/errors';
import { explainGithubAnswer, type GithubAnswer, type GithubMeaning } from '@colo/schemas/github';

/** Pause after a secondary rate limit that names none, as GitHub's documentation asks for. In seconds. */
const SECONDARY_LIMIT_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 3600;

/**
 * What an answer means for a report. Limits and silence pass by; a credential, a permission or an address is put right by somebody,
 * and then the same report is taken; only what can never be taken is dropped.
 */
const CODES = {
  unanswered: 'LO_REPORT_UNDELIVERED',
  limited: 'LO_REPORT_UNDELIVERED',
  unauthenticated: 'LO_REPORT_NOT_ALLOWED',
  forbidden: 'LO_REPORT_NOT_ALLOWED',
  'not-found': 'LO_REPORT_NOT_ALLOWED',
  moved: 'LO_REPORT_NOT_ALLOWED',
  full: 'LO_REPORT_FULL',
  refused: 'LO_REPORT_REFUSED',
} as const satisfies Record<GithubMeaning, ErrorCode>;

/**
 * GitHub's answer to a report, or its silence, as an error of ours.
 *
 * @param now milliseconds since 1970, for an answer without a date
 */
export function explainGithubError(answer: GithubAnswer | undefined, now: number, cause: unknown): ColoError {
  if (answer === undefined)
    return new ColoError('LO_REPORT_UNDELIVERED', 'GitHub did not answer.', { cause });
  const means = explainGithubAnswer(answer);
  const { status, headers } = answer;
  const retryAfterSeconds = means === 'limited' ? choosePause(headers, now) : null;
  return new ColoError(CODES[means], `GitHub answered with HTTP status ${status}.`, {
    cause,
    data: { status, retryAfterSeconds },
  });
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
export function readTime(headers: GithubAnswer['headers'], now: number): number {
  const time = Date.parse(String(headers['date']));
  return Number.isFinite(time) ? time : now;
}
