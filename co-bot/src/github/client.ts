import type { Probot } from 'probot';

/** Octokit as Probot builds it, signed in as the App or as one of its installations. */
export type GitHubClient = Awaited<ReturnType<Probot['auth']>>;

/** owner and name, as Octokit takes them. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** What every call about one repository needs. */
export interface Access {
  readonly client: GitHubClient;
  readonly at: RepositoryName;
}
