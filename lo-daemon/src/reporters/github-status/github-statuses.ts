import { ColoError } from '@colo/schemas/errors';
import { readCredential } from '../../config/read-credential.ts';
import type { Report } from '../../report/report.ts';
import { explainGithubError, readTime } from './explain-github-error.ts';
import type { GithubStatusSettings } from './github-status-settings.ts';
import { readGithubAnswer, readHeaders } from './read-github-answer.ts';
import type { ListedStatus } from './status-ledger.ts';

const TIMEOUT_MS = 30_000;
const PAGE_SIZE = 100;
/** Of a commit with still more statuses the newest ones are counted. */
const MAX_PAGES = 100;
const STATES: readonly ListedStatus['state'][] = ['error', 'failure', 'pending', 'success'];

const CREATED = 201;

interface Response {
  readonly status: number;
  readonly data: unknown;
}

type Parameters = Readonly<Record<string, string | number>>;

/** Commit statuses of one repository, by GitHub's REST API. Errors are those of {@link explainGithubError}. */
export class GithubStatuses {
  readonly #settings: GithubStatusSettings;

  constructor(settings: GithubStatusSettings) {
    this.#settings = settings;
  }

  async create({ commit, context, state, description }: Report, signal: AbortSignal): Promise<void> {
    const { targetUrl } = this.#settings;
    const target = targetUrl === undefined ? {} : { target_url: targetUrl };
    const status = { sha: commit, state, context, description, ...target };
    const answer = await this.#request('POST /repos/{owner}/{repo}/statuses/{sha}', status, signal);
    // A redirect of some kinds makes a POST a GET, which succeeds and says nothing.
    if (answer.status !== CREATED)
      throw new ColoError('LO_REPORT_NOT_ALLOWED', 'The address leads elsewhere, where no status was set.', {
        fix: 'Correct infra.name, or settings.repository or settings.apiUrl of the reporter: the repository has moved.',
        data: { status: answer.status },
      });
  }

  /** Every status of a commit, newest first. */
  async list(commit: string, signal: AbortSignal): Promise<readonly ListedStatus[]> {
    const found: ListedStatus[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const query = { ref: commit, per_page: PAGE_SIZE, page };
      const response = await this.#request('GET /repos/{owner}/{repo}/commits/{ref}/statuses', query, signal);
      const listed: readonly unknown[] = Array.isArray(response.data) ? response.data : [];
      const now = readTime(readHeaders(response), Date.now());
      found.push(...listed.flatMap((value) => readStatus(value, now)));
      if (listed.length < PAGE_SIZE) break;
    }
    return found;
  }

  async #request(route: string, parameters: Parameters, signal: AbortSignal): Promise<Response> {
    const { apiUrl, owner, repo, credential } = this.#settings;
    const [{ Octokit }, token] = await Promise.all([import('@octokit/core'), readCredential(credential)]);
    const octokit = new Octokit({ auth: token, baseUrl: apiUrl, userAgent: 'colo-lo', log: silentLog });
    const request = { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) };
    try {
      return await octokit.request(route, { owner, repo, ...parameters, request });
    } catch (error) {
      const answer = readGithubAnswer(error);
      // An answer's error holds the whole request; of silence, it says why.
      throw explainGithubError(answer, Date.now(), answer === undefined ? error : undefined);
    }
  }
}

function readStatus(value: unknown, now: number): readonly ListedStatus[] {
  if (typeof value !== 'object' || value === null || !('context' in value) || !('state' in value)) return [];
  const { context } = value;
  const state = STATES.find((known) => known === value.state);
  if (typeof context !== 'string' || state === undefined) return [];
  const at = Date.parse('created_at' in value ? String(value.created_at) : '');
  return [{ context, state, ageMs: Number.isFinite(at) ? Math.max(0, now - at) : 0 }];
}

function ignore(): void {
  // LO's own log says what is worth saying; a client's warnings would go to the console.
}

const silentLog = { debug: ignore, info: ignore, warn: ignore, error: ignore };
