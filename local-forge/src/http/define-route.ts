import { notFound, Refusal } from '../answers/refusal.ts';
import { canSee, type Denial, findDenial, type Need } from '../auth/roles.ts';
import { findRenamed, findRepository } from '../store/find-repository.ts';
import type { Level, Repository, Role } from '../store/types.ts';
import type { Answer, ApiRequest, Method, RepositoryRequest, Route } from './types.ts';

type Handler = (request: RepositoryRequest) => Answer | Promise<Answer>;

/** A route below `/repos/{owner}/{repo}`: the repository is found and the caller's permission checked first. */
export function repositoryRoute(
  method: Method,
  path: string,
  need: { readonly permission: string | readonly string[]; readonly level?: Level; readonly role?: Role },
  handle: Handler,
): Route {
  const level = need.level ?? (method === 'GET' ? 'read' : 'write');
  const permissions = typeof need.permission === 'string' ? [need.permission] : need.permission;
  const access = { for: 'repository', permissions, level, role: need.role ?? level } as const;
  return { method, path, access, handle: (request) => handle(openRepository(request, access)) };
}

/** The same for what moves refs or depends on where they are: one at a time per repository. */
export function lockedRoute(
  method: Method,
  path: string,
  need: { readonly permission: string | readonly string[]; readonly level?: Level; readonly role?: Role },
  handle: Handler,
): Route {
  return repositoryRoute(method, path, need, (request) =>
    request.repository.lock(async () => handle(request)),
  );
}

function openRepository(request: ApiRequest, need: Need): RepositoryRequest {
  const { owner = '', repo = '' } = request.params;
  const repository = findRepository(request.world.store, owner, repo);
  const renamed = findRenamed(request.world.store, owner, repo);
  if (repository === undefined && renamed !== undefined && canSee(request.actor, renamed)) {
    throw sendTo(request, `/repos/${owner}/${repo}`, renamed);
  }
  if (repository === undefined || !canSee(request.actor, repository)) {
    throw notFound();
  }
  const denial = findDenial(request.actor, repository, need);
  if (denial !== undefined) {
    throw makeDenial(request, denial);
  }
  return { ...request, repository };
}

/** A renamed repository: 301 for what reads, 307 for what writes, so that the method stays. */
function sendTo({ method, url, world }: ApiRequest, former: string, renamed: Repository): Refusal {
  const path = url.pathname.slice(url.pathname.indexOf(former) + former.length);
  const location = `${world.base}/repositories/${renamed.id}${path}${url.search}`;
  return method === 'GET'
    ? new Refusal(301, 'Moved Permanently', { headers: { location } })
    : new Refusal(307, 'Temporary Redirect', { headers: { location } });
}

/** GitHub's words for each reason to refuse. */
function makeDenial({ actor }: ApiRequest, denial: Denial): Refusal {
  switch (denial) {
    case 'anonymous':
      return new Refusal(401, 'Requires authentication');
    case 'app-token':
      return new Refusal(401, 'Bad credentials');
    case 'token-scope':
      return new Refusal(
        403,
        actor.kind === 'token' && actor.grant.installation === undefined
          ? 'Resource not accessible by personal access token'
          : 'Resource not accessible by integration',
      );
    case 'role':
      return new Refusal(403, 'Must have push access to repository');
  }
}
