import { createPublicKey, verify } from 'node:crypto';
import { APP_TOKEN_CLOCK_DRIFT_SECONDS, MAX_APP_TOKEN_SECONDS } from '../answers/github-limits.ts';
import { Refusal } from '../answers/refusal.ts';
import { isRecord } from '../rest/read-fields.ts';
import type { Store } from '../store/create-store.ts';
import type { App } from '../store/types.ts';

const UNDECODABLE = 'A JSON web token could not be decoded';

/**
 * Verifies the token with which a GitHub App speaks for itself: RS256, `iss` the app id, `exp` at most ten minutes
 * after `iat` (docs.github.com, "Generating a JSON Web Token (JWT) for a GitHub App").
 *
 * @throws Refusal 401 with GitHub's sentence for what is wrong
 */
export function verifyAppToken(store: Store, token: string, now: Date): App {
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = decodePart(head);
  const claims = decodePart(body);
  if (header?.['alg'] !== 'RS256' || claims === undefined) {
    throw new Refusal(401, UNDECODABLE);
  }
  const app = store.apps.get(Number(claims['iss']));
  if (app === undefined) {
    throw new Refusal(401, "'Issuer' claim ('iss') must be an Integer");
  }
  const key = createPublicKey(app.publicKey);
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))) {
    throw new Refusal(401, UNDECODABLE);
  }
  checkTimes(claims['iat'], claims['exp'], Math.floor(now.getTime() / 1000));
  return app;
}

function checkTimes(iat: unknown, exp: unknown, now: number): void {
  if (typeof exp !== 'number' || exp <= now) {
    throw new Refusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (typeof iat !== 'number' || iat > now + APP_TOKEN_CLOCK_DRIFT_SECONDS) {
    throw new Refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  if (
    exp >
    Math.max(iat, now - APP_TOKEN_CLOCK_DRIFT_SECONDS) + MAX_APP_TOKEN_SECONDS + APP_TOKEN_CLOCK_DRIFT_SECONDS
  ) {
    throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
  }
}

function decodePart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    // Not JSON: the caller answers 401 with GitHub's sentence.
    return undefined;
  }
}
