import type { Word } from './word.ts';

/** The words of a line, or the column (from 1) of a quote that is never closed. */
type SplitResult =
  | { readonly ok: true; readonly words: readonly Word[] }
  | { readonly ok: false; readonly column: number };

const WHITESPACE = /\s/u;

/**
 * Splits a line into words: whitespace separates; single and double quotes group, in the middle of a word too
 * (`greeting="Good morning"`); inside double quotes a backslash escapes `"` and `\`. Nothing is expanded: there is no
 * shell here, and a backslash outside quotes is a backslash.
 */
export function splitWords(line: string): SplitResult {
  const words: Word[] = [];
  let text = '';
  let start = -1;
  let quoted = false;
  let quote = '';
  let quoteColumn = 0;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (quote !== '') {
      const next = line.charAt(index + 1);
      if (quote === '"' && character === '\\' && (next === '"' || next === '\\')) {
        text += next;
        index += 1;
      } else if (character === quote) quote = '';
      else text += character;
      continue;
    }
    if (WHITESPACE.test(character)) {
      if (start >= 0) words.push({ text, column: start + 1, quoted });
      text = '';
      start = -1;
      quoted = false;
      continue;
    }
    if (start < 0) start = index;
    if (character === '"' || character === "'") {
      quote = character;
      quoteColumn = index + 1;
      quoted = true;
    } else text += character;
  }
  if (quote !== '') return { ok: false, column: quoteColumn };
  if (start >= 0) words.push({ text, column: start + 1, quoted });
  return { ok: true, words };
}
