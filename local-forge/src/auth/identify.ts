import { Refusal } from '../answers/refusal.ts';
import type { Store } from '../store/create-store.ts';
import type { Actor } from './actor.ts';
import { verifyAppToken } from './verify-app-token.ts';

/**
 * Finds out who sends a request from its `Authorization` header: `Bearer`, `token`, or `Basic` with the token as
 * password (or as user name, as git sends `https://TOKEN@host`).
 *
 * @throws Refusal 401 for a token that nobody has, or that has expired
 */
export function identify(store: Store, authorization: string | undefined, now: Date): Actor {
  const token = readToken(authorization);
  if (token === undefined) {
    return { kind: 'anonymous' };
  }
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) {
    return { kind: 'app', app: verifyAppToken(store, token, now) };
  }
  const grant = store.grants.get(token);
  if (grant === undefined || (grant.expiresAt !== undefined && grant.expiresAt <= now)) {
    throw new Refusal(401, 'Bad credentials');
  }
  return { kind: 'token', user: grant.user, grant };
}

function readToken(authorization: string | undefined): string | undefined {
  const match = /^(?<scheme>\w+) +(?<value>\S+) *$/.exec(authorization ?? '');
  const value = match?.groups?.['value'];
  switch (match?.groups?.['scheme']?.toLowerCase()) {
    case 'bearer':
    case 'token':
      return value;
    case 'basic': {
      const [user = '', password = ''] = Buffer.from(value ?? '', 'base64')
        .toString('utf8')
        .split(/:(.*)/s);
      return password === '' || password === 'x-oauth-basic' ? user : password;
    }
    default:
      return undefined;
  }
}
