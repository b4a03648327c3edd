import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signature of a body, as the header X-Colo-Signature carries it. */
export function signBody(body: Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** True when the signature is that of the body; compared in constant time. */
export function checkSignature(body: Uint8Array, signature: string | undefined, secret: string): boolean {
  if (signature === undefined) return false;
  const expected = Buffer.from(signBody(body, secret));
  const given = Buffer.from(signature);
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
}
