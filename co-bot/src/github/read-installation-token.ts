import { ColoError } from '@colo/schemas/errors';
import { callGitHub } from './call-github.ts';
import type { GitHubClient } from './client.ts';

/** The present token of the client's installation, for git; Octokit renews it before it ends. */
export async function readInstallationToken(client: GitHubClient): Promise<string> {
  const answer: unknown = await callGitHub('sign in', () => client.auth({ type: 'installation' }));
  if (
    typeof answer === 'object' &&
    answer !== null &&
    'token' in answer &&
    typeof answer.token === 'string'
  ) {
    return answer.token;
  }
  throw new ColoError('GITHUB_ANSWER_UNEXPECTED', 'There is no installation token for git.');
}
