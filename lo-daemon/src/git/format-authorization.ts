/**
 * The Authorization header of Git over HTTP. A bare token gets the user name that GitHub expects with installation and
 * personal tokens; `user:secret` is taken as it is (RFC 7617, basic authentication).
 */
export function formatAuthorization(secret: string): string {
  const pair = secret.includes(':') ? secret : `x-access-token:${secret}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}
