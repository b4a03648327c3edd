import type { IncomingMessage, ServerResponse } from 'node:http';
import { isColoError } from '@colo/schemas/errors';
import { type Actor, nameActor } from '../auth/actor.ts';
import { identify } from '../auth/identify.ts';
import { canSee, findDenial } from '../auth/roles.ts';
import { settleRefs } from '../effects/settle-refs.ts';
import { listRefs } from '../git/refs.ts';
import { findRenamed, findRepository } from '../store/find-repository.ts';
import type { Repository, User } from '../store/types.ts';
import type { World } from '../world.ts';
import { compareRefs } from './compare-refs.ts';
import type { GitPath } from './match-git-path.ts';
import { runBackend } from './run-backend.ts';
import { sendGreeting } from './send-greeting.ts';
import { readShortRequest, sendRefs } from './send-refs.ts';

/** Serves clone, fetch and push by the real `git http-backend`. */
export async function handleGit(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  path: GitPath,
): Promise<void> {
  let actor: Actor = { kind: 'anonymous' };
  try {
    actor = identify(world.store, request.headers.authorization, world.now());
    const renamed = findRenamed(world.store, path.owner, path.name);
    const repository = openRepository(world, actor, path);
    if (renamed !== undefined && canSee(actor, renamed)) {
      request.resume();
      const location = `${world.base}/${renamed.fullName}.git/${path.rest}${url.search}`;
      response.writeHead(301, { location, 'content-length': '0' }).end();
    } else if (typeof repository === 'number') {
      refuse(request, response, repository);
    } else if (path.rest === 'git-receive-pack' && actor.kind === 'token') {
      await receive(world, repository, request, response, url, path, actor.user);
    } else if (!(await sendGreeting(repository.git, path, request, response))) {
      const body = await readShortRequest(path, request);
      if (body === undefined || !(await sendRefs(repository.git, body, response))) {
        const user = nameActor(actor);
        await runBackend({ request, body, response, url, repository, rest: path.rest, user });
        response.end();
      }
    }
  } catch (error) {
    const refused = isColoError(error) && error.code === 'FORGE_REFUSED';
    refuse(request, response, refused ? 401 : 500);
  }
  world.log({
    at: world.now().toISOString(),
    kind: 'git',
    method: request.method ?? '',
    path: url.pathname + url.search,
    status: response.statusCode,
    actor: nameActor(actor),
  });
}

/** The repository, or the status that refuses: 401 asks git for credentials, 403 ends the matter. */
function openRepository({ store }: World, actor: Actor, path: GitPath): Repository | 401 | 403 | 404 {
  const repository = findRepository(store, path.owner, path.name);
  if (repository === undefined || !canSee(actor, repository)) {
    return actor.kind === 'anonymous' ? 401 : 404;
  }
  const level = path.service === 'git-receive-pack' ? 'write' : 'read';
  const denial = findDenial(actor, repository, { permissions: ['contents'], level, role: level });
  if (denial === undefined) {
    return repository;
  }
  return denial === 'anonymous' ? 401 : 403;
}

/** A push: one at a time per repository; the answer ends after its webhooks are queued. */
function receive(
  world: World,
  repository: Repository,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  path: GitPath,
  user: User,
): Promise<void> {
  return repository.lock(async () => {
    const before = listRefs(repository.git, 'refs/');
    try {
      const { rest } = path;
      await runBackend({ request, body: undefined, response, url, repository, rest, user: user.login });
    } finally {
      // Also when the client went away in the middle: git may have moved the refs already.
      const after = listRefs(repository.git, 'refs/');
      await settleRefs(world, repository, compareRefs(before, after), user);
    }
    response.end();
  });
}

const WORDS = new Map([
  [401, 'Authentication required.\n'],
  [403, 'Permission to this repository denied.\n'],
  [404, 'Repository not found.\n'],
]);

function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  request.resume();
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const headers = status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {};
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  response.end(WORDS.get(status) ?? 'Server error.\n');
}
