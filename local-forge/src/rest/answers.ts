import { Refusal } from '../answers/refusal.ts';
import type { Answer, ApiRequest } from '../http/types.ts';
import type { App, User } from '../store/types.ts';

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: { readonly url?: unknown }): Answer {
  const location = body.url;
  return { status: 201, body, headers: typeof location === 'string' ? { location } : {} };
}

export function noContent(): Answer {
  return { status: 204 };
}

/** Who acts: the user of the token, or the bot of the installation. @throws Refusal 401 for nobody */
export function actingUser(request: ApiRequest): User {
  if (request.actor.kind !== 'token') {
    throw new Refusal(401, 'Requires authentication');
  }
  return request.actor.user;
}

/** The app through which the request comes, if any. */
export function actingApp(request: ApiRequest): App | undefined {
  return request.actor.kind === 'token' ? request.actor.grant.installation?.app : undefined;
}

/** True when the client's Accept header asks for this media type (`raw`, `sha`). */
export function accepts(request: ApiRequest, kind: 'raw' | 'sha'): boolean {
  const pattern = kind === 'raw' ? /vnd\.github\.(v3\.)?raw/ : /vnd\.github\.(v3\.)?sha/;
  return pattern.test(request.headers.accept ?? '');
}
