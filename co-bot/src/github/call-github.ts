import { ColoError, type ErrorCode } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';

interface Failure {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/**
 * Makes a call and turns what GitHub answers into errors of ours. Callers branch on the code; `data.status` has the
 * HTTP status. Messages are bounded and hold no header.
 *
 * @param what what was tried, as the end of "GitHub refused to …"
 */
export async function callGitHub<Result>(what: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw toColoError(what, error);
  }
}

/** The call's result, or undefined when GitHub answers 404. */
export async function findOnGitHub<Result>(
  what: string,
  call: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await callGitHub(what, call);
  } catch (error) {
    if (error instanceof ColoError && error.code === 'GITHUB_NOT_FOUND') return undefined;
    throw error;
  }
}

function toColoError(what: string, error: unknown): ColoError {
  if (error instanceof ColoError) return error;
  const failure = readFailure(error);
  if (failure === undefined) {
    const reason = error instanceof Error ? toSafeText(error.message, 200) : 'unknown';
    return new ColoError('GITHUB_UNREACHABLE', `GitHub could not be asked to ${what}: ${reason}`, {
      cause: error,
    });
  }
  const said = toSafeText(failure.message, 300);
  return new ColoError(codeOf(failure), `GitHub answered ${failure.status} when asked to ${what}: ${said}`, {
    data: { status: failure.status },
  });
}

function readFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  const response = 'response' in error ? error.response : undefined;
  const headers: Record<string, unknown> = {};
  if (typeof response === 'object' && response !== null && 'headers' in response) {
    Object.assign(headers, response.headers);
  }
  return { status: error.status, message: error.message, headers };
}

function codeOf({ status, message, headers }: Failure): ErrorCode {
  if (status === 401) return 'GITHUB_UNAUTHENTICATED';
  if (status === 429) return 'GITHUB_RATE_LIMITED';
  if (status === 403) {
    const limited = /rate limit|abuse/iu.test(message) || headers['x-ratelimit-remaining'] === '0';
    return limited ? 'GITHUB_RATE_LIMITED' : 'GITHUB_FORBIDDEN';
  }
  if (status === 404 || status === 410) return 'GITHUB_NOT_FOUND';
  if (status === 409) return 'GITHUB_CONFLICT';
  if (status === 422) return /already exists/iu.test(message) ? 'GITHUB_ALREADY_EXISTS' : 'GITHUB_REFUSED';
  if (status >= 500 || status < 400) return 'GITHUB_UNREACHABLE';
  return 'GITHUB_REFUSED';
}
