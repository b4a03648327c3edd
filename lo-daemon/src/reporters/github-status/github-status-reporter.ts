import { readCredential } from '../../config/read-credential.ts';
import type { Reporter } from '../reporter.ts';
import { explainGithubError } from './explain-github-error.ts';
import { githubStatusSchema, resolveGithubStatusSettings } from './github-status-settings.ts';
import { readGithubAnswer } from './read-github-answer.ts';

const TIMEOUT_MS = 30_000;

/** Reports as commit statuses of the infra repo (POST /repos/{owner}/{repo}/statuses/{sha}). */
export const githubStatusReporter: Reporter = {
  id: 'github-status',
  help: 'Sets a commit status for each application and host on the commit that changed the site.',
  configSchema: githubStatusSchema,
  capabilities: { remote: true },
  create(settings, environment) {
    const { apiUrl, owner, repo, credential, targetUrl } = resolveGithubStatusSettings(settings, environment);
    return {
      async send({ commit, context, state, description }, signal) {
        const [{ Octokit }, token] = await Promise.all([import('@octokit/core'), readCredential(credential)]);
        const octokit = new Octokit({ auth: token, baseUrl: apiUrl, userAgent: 'colo-lo', log: silentLog });
        try {
          await octokit.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
            owner,
            repo,
            sha: commit,
            state,
            context,
            description,
            ...(targetUrl === undefined ? {} : { target_url: targetUrl }),
            request: { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) },
          });
        } catch (error) {
          const answer = readGithubAnswer(error);
          // An answer's error holds the whole request; of silence, it says why.
          throw explainGithubError(answer, Date.now(), answer.status === undefined ? error : undefined);
        }
      },
    };
  },
};

function ignore(): void {
  // LO's own log says what is worth saying; a client's warnings would go to the console.
}

const silentLog = { debug: ignore, info: ignore, warn: ignore, error: ignore };
