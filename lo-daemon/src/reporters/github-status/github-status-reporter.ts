import type { Reporter } from '../reporter.ts';
import { GithubStatusSender } from './github-status-sender.ts';
import { githubStatusSchema, resolveGithubStatusSettings } from './github-status-settings.ts';
import { GithubStatuses } from './github-statuses.ts';

/** Reports as commit statuses of the infra repo (POST /repos/{owner}/{repo}/statuses/{sha}). */
export const githubStatusReporter: Reporter = {
  id: 'github-status',
  help: 'Sets a commit status for each application and host on the commit that changed the site.',
  configSchema: githubStatusSchema,
  capabilities: { remote: true },
  create: (settings, environment) =>
    new GithubStatusSender({
      statuses: new GithubStatuses(resolveGithubStatusSettings(settings, environment)),
    }),
};
