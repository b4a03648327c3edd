import { randomBytes } from 'node:crypto';
import { INSTALLATION_TOKEN_MS } from '../answers/github-limits.ts';
import { notFound, Refusal, unprocessable } from '../answers/refusal.ts';
import { includesLevel } from '../auth/roles.ts';
import { formatDate } from '../git/parse-commit.ts';
import { answerPage, slicePage } from '../http/paginate.ts';
import type { Answer, ApiRequest, Route } from '../http/types.ts';
import { renderApp, renderInstallation } from '../render/render-app.ts';
import { renderFullRepository } from '../render/render-repository.ts';
import { covers, findRepository, listInstallationRepositories } from '../store/find-repository.ts';
import type { App, Installation, Permissions } from '../store/types.ts';
import { ok } from './answers.ts';
import { isRecord, optionalNames } from './read-fields.ts';

/** The app that speaks for itself by JWT. */
export function actingAppItself({ actor }: ApiRequest): App {
  if (actor.kind !== 'app') {
    throw new Refusal(401, 'A JSON web token could not be decoded');
  }
  return actor.app;
}

function getApp(request: ApiRequest): Answer {
  const app = actingAppItself(request);
  const installations = listInstallations(request, app).length;
  return ok({ ...renderApp(request.world.base, app), installations_count: installations });
}

function listInstallations({ world }: ApiRequest, app: App): Installation[] {
  return [...world.store.installations.values()].filter((installation) => installation.app === app);
}

function getInstallations(request: ApiRequest): Promise<Answer> {
  const all = listInstallations(request, actingAppItself(request));
  return answerPage(request, all, (installation) => renderInstallation(request.world.base, installation));
}

function findInstallation(request: ApiRequest): Installation {
  const app = actingAppItself(request);
  const installation = request.world.store.installations.get(Number(request.params['installation_id']));
  if (installation?.app !== app) {
    throw notFound();
  }
  return installation;
}

function getRepositoryInstallation(request: ApiRequest): Answer {
  const app = actingAppItself(request);
  const { owner = '', repo = '' } = request.params;
  const repository = findRepository(request.world.store, owner, repo);
  const found = listInstallations(request, app).find(
    (installation) => repository !== undefined && covers(installation, repository),
  );
  if (found === undefined) {
    throw notFound();
  }
  return ok(renderInstallation(request.world.base, found));
}

function createAccessToken(request: ApiRequest): Answer {
  const { store, now, base } = request.world;
  const installation = findInstallation(request);
  const repositoryIds = readRepositories(request, installation);
  const permissions = readPermissions(request, installation);
  const token = `ghs_${randomBytes(27).toString('base64url').replace(/[-_]/g, '0')}`;
  const expiresAt = new Date(now().getTime() + INSTALLATION_TOKEN_MS);
  store.grants.set(token, {
    token,
    user: installation.app.bot,
    installation,
    permissions,
    repositoryIds,
    expiresAt,
  });
  const repositories = listInstallationRepositories(store, installation).filter(
    (repository) => repositoryIds?.has(repository.id) === true,
  );
  return {
    status: 201,
    body: {
      token,
      expires_at: formatDate(expiresAt),
      permissions,
      repository_selection: installation.repositoryIds === 'all' ? 'all' : 'selected',
      ...(repositoryIds === undefined
        ? {}
        : {
            repositories: repositories.map((repository) => renderFullRepository(base, repository, 'write')),
          }),
    },
  };
}

function readRepositories({ world, body }: ApiRequest, installation: Installation): Set<number> | undefined {
  const names = optionalNames(body, 'InstallationToken', 'repositories');
  const ids = body['repository_ids'];
  if (names === undefined && !Array.isArray(ids)) {
    return undefined;
  }
  const known = listInstallationRepositories(world.store, installation);
  const wanted = known.filter(
    (repository) =>
      names?.includes(repository.name) === true || (Array.isArray(ids) && ids.includes(repository.id)),
  );
  if (wanted.length < (names?.length ?? 0)) {
    throw unprocessable(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  }
  return new Set(wanted.map((repository) => repository.id));
}

function readPermissions({ body }: ApiRequest, { app }: Installation): Permissions {
  const asked = body['permissions'];
  if (!isRecord(asked)) {
    return app.permissions;
  }
  const permissions: Record<string, 'read' | 'write' | 'admin'> = {};
  for (const [name, level] of Object.entries(asked)) {
    const has = app.permissions[name];
    const known = level === 'read' || level === 'write' || level === 'admin';
    if (!known || has === undefined || !includesLevel(has, level)) {
      throw unprocessable('The permissions requested are not granted to this installation.');
    }
    permissions[name] = level;
  }
  return permissions;
}

function getInstallationRepositories(request: ApiRequest): Answer {
  const { actor, world } = request;
  const installation = actor.kind === 'token' ? actor.grant.installation : undefined;
  if (installation === undefined || actor.kind !== 'token') {
    throw new Refusal(
      403,
      'You must authenticate with an installation access token in order to list repositories for an installation.',
    );
  }
  const { repositoryIds } = actor.grant;
  const all = listInstallationRepositories(world.store, installation).filter(
    (repository) => repositoryIds?.has(repository.id) ?? true,
  );
  const { items, headers } = slicePage(request, all);
  const repositories = items.map((repository) => renderFullRepository(world.base, repository, 'write'));
  const selection = installation.repositoryIds === 'all' ? 'all' : 'selected';
  return {
    status: 200,
    body: { total_count: all.length, repository_selection: selection, repositories },
    headers,
  };
}

/** GitHub Apps and their installations. */
export const appRoutes: readonly Route[] = [
  { method: 'GET', path: '/app', access: { for: 'app' }, handle: getApp },
  { method: 'GET', path: '/app/installations', access: { for: 'app' }, handle: getInstallations },
  {
    method: 'GET',
    path: '/app/installations/{installation_id}',
    access: { for: 'app' },
    handle: (request) => ok(renderInstallation(request.world.base, findInstallation(request))),
  },
  {
    method: 'POST',
    path: '/app/installations/{installation_id}/access_tokens',
    access: { for: 'app' },
    handle: createAccessToken,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/installation',
    access: { for: 'app' },
    handle: getRepositoryInstallation,
  },
  {
    method: 'GET',
    path: '/installation/repositories',
    access: { for: 'installation' },
    handle: getInstallationRepositories,
  },
];
