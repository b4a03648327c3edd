import type { GithubAnswer } from './explain-github-error.ts';

/**
 * What an error of the client says about GitHub's answer. Read by its form, not by its class: where two versions of
 * the client's packages are installed, an answer is an instance of the other one's class, and would pass for silence.
 */
export function readGithubAnswer(error: unknown): GithubAnswer {
  const silence: GithubAnswer = { status: undefined, headers: {} };
  if (!(error instanceof Error) || !('status' in error) || !('response' in error)) return silence;
  const { status, response } = error;
  if (typeof status !== 'number' || typeof response !== 'object' || response === null) return silence;
  return { status, headers: 'headers' in response ? readHeaders(response.headers) : {} };
}

function readHeaders(headers: unknown): GithubAnswer['headers'] {
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | number] =>
      ['string', 'number'].includes(typeof entry[1]),
    ),
  );
}
