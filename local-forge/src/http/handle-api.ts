import type { IncomingMessage, ServerResponse } from 'node:http';
import { isColoError } from '@colo/schemas/errors';
import { notFound, Refusal } from '../answers/refusal.ts';
import { type Actor, nameActor } from '../auth/actor.ts';
import { identify } from '../auth/identify.ts';
import { answerGraphql } from '../graphql/answer-graphql.ts';
import { listRoutes } from '../rest/routes.ts';
import type { World } from '../world.ts';
import { createFaultPicker } from './apply-faults.ts';
import { compileRoutes } from './match-route.ts';
import { createRateLimits } from './rate-limits.ts';
import { readBody } from './read-body.ts';
import { sendAnswer } from './send-answer.ts';
import type { Answer, ApiRequest, Route } from './types.ts';

/** Makes the handler of every REST and GraphQL request. */
export function createApiHandler(world: World) {
  const rateLimits = createRateLimits(world.now);
  const match = compileRoutes(listRoutes(rateLimits));
  const pickFault = createFaultPicker(world.faults);

  async function dispatch(request: IncomingMessage, url: URL, path: string, actor: Actor): Promise<Answer> {
    const body = await readBody(request);
    if (path === '/graphql' && request.method === 'POST') {
      return answerGraphql(world, actor, body);
    }
    const found = match(request.method ?? '', replaceId(world, path));
    if (found === undefined) {
      throw notFound();
    }
    const { headers, method = '' } = request;
    const api: ApiRequest = {
      world,
      actor,
      params: found.params,
      query: url.searchParams,
      url,
      headers,
      method,
      body,
    };
    assertAccess(found.route, actor);
    return found.route.handle(api);
  }

  return async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname.replace(/^\/api(\/v3)?(?=\/)/, '');
    let actor: Actor = { kind: 'anonymous' };
    let answer: Answer;
    try {
      const fault = await pickFault(request.method ?? '', path);
      if (fault?.answer !== undefined && !fault.afterEffect) {
        request.resume();
        answer = fault.answer;
      } else {
        actor = identify(world.store, request.headers.authorization, world.now());
        const real = await dispatch(request, url, path, actor);
        answer = fault?.answer ?? real;
      }
    } catch (error) {
      request.resume();
      answer = answerError(error);
    }
    const status = sendAnswer(
      request,
      response,
      answer,
      (cost) => rateLimits.count(actor, cost),
      world.now(),
    );
    world.log({
      at: world.now().toISOString(),
      kind: 'rest',
      method: request.method ?? '',
      path: url.pathname + url.search,
      status,
      actor: nameActor(actor),
    });
  };
}

/** `/repositories/{id}/…` is where a renamed repository's redirects lead, and the same as `/repos/{owner}/{repo}/…`. */
function replaceId({ store }: World, path: string): string {
  return path.replace(/^\/repositories\/(\d{1,15})(?=\/|$)/, (all, id: string) => {
    const repository = store.repositoriesById.get(Number(id));
    return repository === undefined ? all : `/repos/${repository.fullName}`;
  });
}

/** The checks that need no repository. */
function assertAccess(route: Route, actor: Actor): void {
  if (route.access.for === 'app' && actor.kind !== 'app') {
    throw new Refusal(401, 'A JSON web token could not be decoded');
  }
  const needsToken = route.access.for === 'signed-in' || route.access.for === 'installation';
  if (needsToken && actor.kind !== 'token') {
    throw new Refusal(401, 'Requires authentication');
  }
  if (route.access.for === 'signed-in' && actor.kind === 'token' && actor.grant.installation !== undefined) {
    throw new Refusal(403, 'Resource not accessible by integration');
  }
}

/** An error as GitHub would show it: its own refusals word for word, all else as 500. */
function answerError(error: unknown): Answer {
  if (error instanceof Refusal) {
    const body = {
      message: error.message,
      ...(error.errors.length === 0 ? {} : { errors: error.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(error.status),
    };
    return { status: error.status, body, headers: error.headers };
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = isColoError(error) ? error.code : 'UNEXPECTED';
  return { status: 500, body: { message: `Server Error: ${code}: ${message}` } };
}
