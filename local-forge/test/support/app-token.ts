import { createSign } from 'node:crypto';

/** A GitHub App JWT; claims may be bent to make wrong ones. */
export function makeAppToken(
  appId: number,
  privateKey: string,
  claims: Record<string, unknown> = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = encode({ alg: 'RS256', typ: 'JWT' });
  const body = encode({ iat: now - 30, exp: now + 540, iss: appId, ...claims });
  const signature = createSign('RSA-SHA256').update(`${head}.${body}`).sign(privateKey, 'base64url');
  return `${head}.${body}.${signature}`;
}
