import { canonicalizeEx } from 'json-canonicalize';
import { ColoError } from '../errors/colo-error.ts';

/**
 * The one JSON text of a value (RFC 8785, JSON Canonicalization Scheme): keys sorted, no spaces, numbers as ECMAScript
 * prints them. Equal values give equal texts whatever the order of their keys.
 *
 * @throws ColoError INTERNAL for what JSON cannot say: undefined, NaN, Infinity, functions
 */
export function canonicalJson(value: unknown): string {
  try {
    return canonicalizeEx(value, { strictUndefined: true });
  } catch (cause) {
    throw new ColoError('INTERNAL', 'A value has no canonical JSON text.', { cause });
  }
}
