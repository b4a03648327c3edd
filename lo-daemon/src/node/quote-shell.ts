import { ColoError } from '@colo/schemas/errors';

/**
 * Quotes any text without NUL as one word of POSIX sh: between single quotes nothing is special but the quote itself
 * (XCU 2.2.2), which is written outside, escaped.
 *
 * Throws NODE_INTENT_INVALID for a NUL, which no shell word, argument or environment variable can hold.
 */
export function quoteShell(text: string): string {
  if (text.includes('\0')) {
    throw new ColoError('NODE_INTENT_INVALID', 'A value with a NUL character cannot be given to a program.');
  }
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Quotes each word and joins them with spaces: what `eval "set -- …"` turns back into the same words. */
export function quoteShellWords(words: readonly string[]): string {
  return words.map(quoteShell).join(' ');
}
