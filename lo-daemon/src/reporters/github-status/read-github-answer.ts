import type { GithubAnswer } from '@colo/schemas/github';

/**
 * What an error of the client says about GitHub's answer; undefined for silence. Read by its form, not by its class: where two
 * versions of the client's packages are installed, an answer is an instance of the other one's class, and would pass for silence.
 */
export function readGithubAnswer(error: unknown): GithubAnswer | undefined {
  if (!(error instanceof Error) || !('status' in error) || !('response' in error)) return undefined;
  const { status, response } = error;
  if (typeof status !== 'number' || !isObject(response)) return undefined;
  return { status, headers: readHeaders(response), message: readMessage(response) };
}

/** The headers of an answer, with names in lower case. */
export function readHeaders(response: object): GithubAnswer['headers'] {
  const headers = 'headers' in response ? response.headers : undefined;
  if (!isObject(headers)) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The answer's sentence, and those of its `errors`. */
function readMessage(response: object): string {
  const data = 'data' in response ? response.data : undefined;
  if (!isObject(data)) return '';
  const errors: unknown = 'errors' in data ? data.errors : [];
  return [data, ...(Array.isArray(errors) ? errors : [])].map(readSentence).join(' ');
}

function readSentence(value: unknown): string {
  if (typeof value === 'string') return value;
  return isObject(value) && 'message' in value && typeof value.message === 'string' ? value.message : '';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
