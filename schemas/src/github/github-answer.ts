/** What of an HTTP answer of GitHub decides. */
export interface GithubAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** GitHub's sentences: that of the answer, and those of its `errors`. */
  readonly message: string;
}

/**
 * What an answer means, whoever asked:
 * - `unanswered`: nothing was decided; the same request may succeed later.
 * - `limited`: too many requests; the same one succeeds after a pause.
 * - `unauthenticated`, `forbidden`, `not-found`, `moved`: a credential, a permission or an address is at fault.
 * - `full`: the commit takes no more statuses of this context.
 * - `refused`: this request can never be accepted.
 */
export type GithubMeaning =
  | 'unanswered'
  | 'limited'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'moved'
  | 'full'
  | 'refused';

interface GithubAnswerRule {
  /** HTTP statuses, both ends included. */
  readonly from: number;
  readonly to?: number;
  /** Holds only of an answer with this header, or with this value of it. */
  readonly header?: { readonly name: string; readonly value?: string };
  /** Holds only of an answer that says this. */
  readonly message?: RegExp;
  readonly means: GithubMeaning;
}

/** What each HTTP answer of GitHub means. The first row that holds counts; what no row holds of is `refused`. */
const githubAnswerRules: readonly GithubAnswerRule[] = [
  { from: 300, to: 399, means: 'moved' },
  { from: 401, means: 'unauthenticated' },
  // Rate limits come as 429, or as 403 with one of these.
  { from: 403, header: { name: 'retry-after' }, means: 'limited' },
  { from: 403, header: { name: 'x-ratelimit-remaining', value: '0' }, means: 'limited' },
  { from: 403, message: /rate limit|abuse/iu, means: 'limited' },
  { from: 403, means: 'forbidden' },
  // Also what a token may not see.
  { from: 404, means: 'not-found' },
  { from: 408, means: 'unanswered' },
  { from: 410, means: 'not-found' },
  { from: 422, message: /reached the maximum number of statuses/iu, means: 'full' },
  { from: 429, means: 'limited' },
  { from: 500, to: 599, means: 'unanswered' },
];

/** Reads an answer by {@link githubAnswerRules}. */
export function explainGithubAnswer(answer: GithubAnswer): GithubMeaning {
  return githubAnswerRules.find((rule) => holds(rule, answer))?.means ?? 'refused';
}

function holds({ from, to = from, header, message }: GithubAnswerRule, answer: GithubAnswer): boolean {
  if (answer.status < from || answer.status > to) return false;
  if (message !== undefined && !message.test(answer.message)) return false;
  if (header === undefined) return true;
  const value = answer.headers[header.name];
  return header.value === undefined ? value !== undefined : String(value) === header.value;
}
