import { invalid, notFound, Refusal } from '../answers/refusal.ts';
import { roleOf } from '../auth/roles.ts';
import { resolveCommit } from '../git/commits.ts';
import { readBranch, setHead } from '../git/refs.ts';
import { repositoryRoute } from '../http/define-route.ts';
import type { Answer, ApiRequest, RepositoryRequest, Route } from '../http/types.ts';
import { renderCommit } from '../render/render-commit.ts';
import { renderFullRepository } from '../render/render-repository.ts';
import { renderUser } from '../render/render-user.ts';
import { addRepository } from '../store/add-repository.ts';
import { findUser } from '../store/find-repository.ts';
import type { Role, User } from '../store/types.ts';
import { actingUser, created, ok } from './answers.ts';
import { optionalBoolean, optionalString, requireString } from './read-fields.ts';

function callerRole(request: RepositoryRequest): Role {
  const { actor, repository } = request;
  if (actor.kind !== 'token') {
    return 'read';
  }
  return actor.grant.installation === undefined ? roleOf(repository, actor.user) : 'write';
}

function render(request: RepositoryRequest): Answer {
  return ok(renderFullRepository(request.world.base, request.repository, callerRole(request)));
}

async function update(request: RepositoryRequest): Promise<Answer> {
  const { repository, body, world } = request;
  const branch = optionalString(body, 'Repository', 'default_branch');
  if (branch !== undefined) {
    if ((await readBranch(repository.git, branch)) === undefined) {
      throw invalid('Repository', 'default_branch', 'invalid', `The branch ${branch} was not found.`);
    }
    await setHead(repository.git, branch);
    repository.defaultBranch = branch;
  }
  repository.private = optionalBoolean(body, 'Repository', 'private') ?? repository.private;
  repository.description = optionalString(body, 'Repository', 'description') ?? repository.description;
  repository.updatedAt = world.now();
  return render(request);
}

async function create(request: ApiRequest, owner: User): Promise<Answer> {
  const { world, body } = request;
  const repository = await addRepository(world, {
    owner: owner.login,
    name: requireString(body, 'Repository', 'name'),
    private: optionalBoolean(body, 'Repository', 'private') ?? false,
    description: optionalString(body, 'Repository', 'description') ?? null,
  });
  return created(renderFullRepository(world.base, repository, 'admin'));
}

function createForOrganization(request: ApiRequest): Promise<Answer> {
  const user = actingUser(request);
  const owner = findUser(request.world.store, request.params['org'] ?? '');
  if (owner === undefined) {
    throw notFound();
  }
  // The forge knows no organisation members: whoever may administer one of its repositories may add one.
  const mayAdd = [...request.world.store.repositories.values()].some(
    (repository) => repository.owner === owner && roleOf(repository, user) === 'admin',
  );
  if (!mayAdd && owner !== user) {
    throw new Refusal(403, 'You need admin access to the organization before adding a repository to it.');
  }
  return create(request, owner);
}

async function getBranch({ world, repository, params }: RepositoryRequest): Promise<Answer> {
  const name = params['branch'] ?? '';
  const sha = await readBranch(repository.git, name);
  const commit = sha === undefined ? undefined : await resolveCommit(repository.git, sha);
  if (commit === undefined) {
    throw new Refusal(404, 'Branch not found');
  }
  const contexts = repository.protections.get(name)?.requiredStatusChecks;
  const self = `${world.base}/repos/${repository.fullName}/branches/${encodeURIComponent(name)}`;
  return ok({
    name,
    commit: renderCommit(world.base, repository, commit),
    _links: { self, html: `${world.base}/${repository.fullName}/tree/${encodeURIComponent(name)}` },
    protected: contexts !== undefined,
    protection: {
      enabled: contexts !== undefined,
      required_status_checks: {
        enforcement_level: contexts === undefined ? 'off' : 'everyone',
        contexts: contexts ?? [],
        checks: [],
      },
    },
    protection_url: `${self}/protection`,
  });
}

function getPermission({ world, repository, params }: RepositoryRequest): Answer {
  const user = findUser(world.store, params['username'] ?? '');
  if (user === undefined) {
    throw new Refusal(404, `${params['username'] ?? ''} is not a user`);
  }
  const role = roleOf(repository, user);
  const write = role === 'admin' || role === 'write';
  const permissions = {
    admin: role === 'admin',
    maintain: role === 'admin',
    push: write,
    triage: write,
    pull: role !== 'none',
  };
  return ok({
    permission: role,
    role_name: role,
    user: { ...renderUser(world.base, user), permissions, role_name: role },
  });
}

/** Repositories, branches and who may do what. */
export const repositoryRoutes: readonly Route[] = [
  repositoryRoute('GET', '/repos/{owner}/{repo}', { permission: 'metadata' }, render),
  repositoryRoute('PATCH', '/repos/{owner}/{repo}', { permission: 'administration', role: 'admin' }, update),
  {
    method: 'POST',
    path: '/user/repos',
    access: { for: 'signed-in' },
    handle: (request) => create(request, actingUser(request)),
  },
  { method: 'POST', path: '/orgs/{org}/repos', access: { for: 'signed-in' }, handle: createForOrganization },
  repositoryRoute('GET', '/repos/{owner}/{repo}/branches/{branch}', { permission: 'contents' }, getBranch),
  repositoryRoute(
    'GET',
    '/repos/{owner}/{repo}/collaborators/{username}/permission',
    { permission: 'metadata' },
    getPermission,
  ),
];
