import { ColoError, isColoError } from '@colo/schemas/errors';
import type { Mirror } from '../git/git-store.ts';
import { openMirror } from '../git/open-mirror.ts';
import { createPushWriter } from '../git/push-commit.ts';
import type { Remote } from '../git/remote.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { BotIdentity, Repositories, Repository } from '../ports/repository.ts';
import { createApiCommitWriter } from './api-commit-writer.ts';
import { callGitHub } from './call-github.ts';
import { chooseCommitWriter } from './choose-commit-writer.ts';
import type { Access, GitHubClient, RepositoryName } from './client.ts';
import { REPOSITORY_CACHE_MS } from './github-limits.ts';
import { createIssues } from './issues.ts';
import { createPermissions } from './permissions.ts';
import { createPulls } from './pulls.ts';
import { readInstallationToken } from './read-installation-token.ts';
import { createRefs } from './refs.ts';
import { createReviews } from './reviews.ts';
import { createStatuses } from './statuses.ts';

interface RepositoriesOptions {
  /** Signs in as the App, or as one installation of it. */
  auth(installationId?: number): Promise<GitHubClient>;
  /** Folder for mirrors. */
  readonly dataDir: string;
  readonly pushAboveFiles: number;
  readonly log: Log;
  readonly clock: Clock;
}

interface MirrorOf {
  readonly mirror: Promise<Mirror>;
  /** Addresses and sign-ins change when a repository is opened again. */
  readonly remote: { current: Remote };
}

/** Repositories of GitHub where the App is installed. What is opened is kept for a few minutes. */
export function openRepositories(options: RepositoriesOptions): Repositories {
  const opened = new Map<string, { readonly at: number; readonly repository: Promise<Repository> }>();
  const mirrors = new Map<string, MirrorOf>();
  let bot: Promise<BotIdentity> | undefined;

  /** There is one mirror of a repository, however often it is opened: two would fetch into one folder at the same time. */
  async function findMirror(name: string, remote: Remote): Promise<Mirror> {
    const known = mirrors.get(name);
    if (known !== undefined) {
      known.remote.current = remote;
      return known.mirror;
    }
    const held = { current: remote };
    const follow: Remote = {
      get url() {
        return held.current.url;
      },
      readToken: () => held.current.readToken(),
    };
    const mirror = openMirror(options.dataDir, name, follow);
    mirrors.set(name, { mirror, remote: held });
    mirror.catch(() => mirrors.delete(name));
    return mirror;
  }

  async function openNow(name: string): Promise<Repository> {
    const at = splitName(name);
    const app = await options.auth();
    const access: Access = { client: await options.auth(await findInstallation(app, at, name)), at };
    bot ??= readBot(app, access.client);
    const identity = await bot.catch((error: unknown) => {
      bot = undefined;
      throw error;
    });
    const { data } = await callGitHub(`read ${name}`, () => access.client.rest.repos.get({ ...at }));
    const remote = { url: data.clone_url, readToken: () => readInstallationToken(access.client) };
    const mirror = await findMirror(name, remote);
    const refs = createRefs(access);
    const writer = chooseCommitWriter({
      api: createApiCommitWriter(access),
      push: createPushWriter(mirror.folder, remote, identity),
      pushAboveFiles: options.pushAboveFiles,
    });
    return {
      name,
      defaultBranch: data.default_branch,
      bot: identity,
      issues: createIssues(access, options.log),
      pulls: createPulls(access),
      reviews: createReviews(access),
      statuses: createStatuses(access),
      permissions: createPermissions(access, options.log),
      refs: {
        createTag: (tag, commit) => refs.createTag(tag, commit).finally(mirror.expire),
        deleteBranch: (branch) => refs.deleteBranch(branch).finally(mirror.expire),
      },
      git: mirror.store,
      // Also when it failed: somebody else may have moved the branch, or only the answer was lost.
      writer: { writeCommit: (request) => writer.writeCommit(request).finally(mirror.expire) },
    };
  }

  return {
    open(name) {
      const known = opened.get(name);
      const now = options.clock.now().getTime();
      if (known !== undefined && now - known.at < REPOSITORY_CACHE_MS) return known.repository;
      const repository = openNow(name);
      opened.set(name, { at: now, repository });
      repository.catch(() => opened.delete(name));
      return repository;
    },
    async close() {
      for (const { mirror } of mirrors.values()) await (await mirror).close();
    },
  };
}

async function findInstallation(app: GitHubClient, at: RepositoryName, name: string): Promise<number> {
  try {
    const { data } = await callGitHub(`find the installation on ${name}`, () =>
      app.rest.apps.getRepoInstallation({ ...at }),
    );
    return data.id;
  } catch (error) {
    if (isColoError(error) && error.code === 'GITHUB_NOT_FOUND') {
      throw new ColoError('GITHUB_NOT_INSTALLED', `The App is not installed on ${name}.`);
    }
    throw error;
  }
}

async function readBot(app: GitHubClient, client: GitHubClient): Promise<BotIdentity> {
  const { data } = await callGitHub('read the App', () => app.rest.apps.getAuthenticated());
  if (data === null || data.slug === undefined) {
    throw new ColoError('GITHUB_ANSWER_UNEXPECTED', 'GitHub does not say which App this is.');
  }
  const login = `${data.slug}[bot]`;
  const user = await callGitHub("read the App's account", () =>
    client.rest.users.getByUsername({ username: login }),
  );
  // The address under which GitHub shows commits as those of this account.
  return { id: user.data.id, login, isBot: true, email: `${user.data.id}+${login}@users.noreply.github.com` };
}

function splitName(name: string): RepositoryName {
  const [owner, repo, ...rest] = name.split('/');
  if (owner === undefined || repo === undefined || rest.length > 0) {
    throw new ColoError('GITHUB_NOT_FOUND', 'A repository is named owner/name.', { data: { name } });
  }
  return { owner, repo };
}
