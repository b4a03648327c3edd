import { MAX_SECRET_BYTES } from './secret-limits.ts';
import { secretUnavailable } from './secret-unavailable.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of a secret: its bytes as they are, but for one line feed at the end, which editors and `echo` add.
 *
 * @throws ColoError LO_SECRET_UNAVAILABLE for what no environment variable can hold, and for nothing at all
 */
export function decodeSecret(name: string, bytes: Uint8Array): string {
  return checkSecretText(name, decode(name, bytes).replace(/\n$/, ''));
}

/** As {@link decodeSecret}, of a text that is taken whole. */
export function checkSecretText(name: string, text: string): string {
  if (text === '') throw secretUnavailable(name, 'is empty');
  if (text.includes('\0'))
    throw secretUnavailable(name, 'has a NUL byte, which no environment variable can hold');
  if (Buffer.byteLength(text) > MAX_SECRET_BYTES)
    throw secretUnavailable(name, `has more than ${MAX_SECRET_BYTES} bytes`);
  return text;
}

function decode(name: string, bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // The cause would quote nothing, but says nothing either.
    throw secretUnavailable(name, 'is not UTF-8 text');
  }
}
