import { toSafeText } from './to-safe-text.ts';

/** Breaks a word for GitHub's autolinks, which look at the rendered text and so see through escapes and entities. */
const BREAK = '\u200b';

/** Characters that start a construct wherever they stand. */
const ALWAYS_ESCAPED = new Set('\\`*_[]|~$');

/** Characters that start a construct, or a command, where they begin a line. */
const ESCAPED_AT_START = new Set('/+-=:!.');

/**
 * Text of unknown origin for a GitHub comment: {@link toSafeText}, and inert as Markdown: no mention, reference, link,
 * HTML, hidden marker, code fence, heading, list, table cell or command comes out of it.
 *
 * @param text anything
 * @param maxLength longest result, in code points, escapes included
 */
export function toSafeMarkdown(text: string, maxLength: number): string {
  const safe = toSafeText(text, maxLength);
  const pieces: string[] = [];
  let length = 0;
  let before = '';
  for (const character of safe) {
    const piece = escapeCharacter(before, character);
    const pieceLength = [...piece].length;
    if (length + pieceLength > maxLength) return cut(pieces, maxLength);
    pieces.push(piece);
    length += pieceLength;
    before = (before + character).slice(-8);
  }
  return pieces.join('');
}

function cut(pieces: string[], maxLength: number): string {
  while (pieces.length > 0 && [...pieces.join('')].length > maxLength - 1) pieces.pop();
  return maxLength < 1 ? '' : `${pieces.join('')}…`;
}

function escapeCharacter(before: string, character: string): string {
  if (character === '<') return '&lt;';
  if (character === '>') return '&gt;';
  if (character === '&') return '&amp;';
  if (character === '@' || character === '#') return `${before === '' ? '\\' : ''}${character}${BREAK}`;
  if (ALWAYS_ESCAPED.has(character)) return `\\${character}`;
  if (before === '' && ESCAPED_AT_START.has(character)) return `\\${character}`;
  return breakWord(before, character);
}

/** URLs, `www.`, `GH-1`, and the dashes that end an HTML comment or begin a rule. */
function breakWord(before: string, character: string): string {
  if (character === '/' && before.endsWith(':')) return BREAK + character;
  if (character === '.' && /www$/i.test(before)) return BREAK + character;
  if (character === '-' && /(?:^|[^a-z0-9])gh$/i.test(before)) return character + BREAK;
  if (character === '-' && before.endsWith('-')) return `\\${character}`;
  if ((character === '.' || character === ')') && /^[0-9]+$/.test(before)) return `\\${character}`;
  return character;
}
