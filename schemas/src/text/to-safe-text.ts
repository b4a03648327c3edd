import { isHiddenCharacter } from './is-hidden-character.ts';

/** Work is bounded too: of a longer text only this many UTF-16 units per character to show are looked at. */
const LOOK_AHEAD = 16;

/** CSI and OSC sequences of terminals (ECMA-48), and two-character escapes. */
const TERMINAL_SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]?|(?:\u001b[\]PX^_]|\u009d|\u0090)[^\u0007\u001b\u009c]{0,1024}(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]{0,8}[0-~]?/gu;

/**
 * Text of unknown origin as one line that is safe in a terminal, a log and a status: no control characters, no
 * terminal sequences, no bidirectional or invisible characters, white space folded, bounded.
 *
 * @param text anything; at most `16 × maxLength + 1024` of its characters are looked at, so huge texts stay cheap
 * @param maxLength longest result, in code points; a cut is marked by `…`
 */
export function toSafeText(text: string, maxLength: number): string {
  const bounded = text.slice(0, maxLength * LOOK_AHEAD + 1024);
  const shown: string[] = [];
  let gap = false;
  for (const character of bounded.replace(TERMINAL_SEQUENCES, '')) {
    if (isSpace(character)) {
      gap = shown.length > 0;
      continue;
    }
    if (isHiddenCharacter(character)) continue;
    if (gap) shown.push(' ');
    gap = false;
    shown.push(character);
    if (shown.length > maxLength) break;
  }
  const wasCut = shown.length > maxLength || bounded.length < text.length;
  if (!wasCut) return shown.join('');
  if (maxLength < 1) return '';
  return `${shown
    .slice(0, maxLength - 1)
    .join('')
    .trimEnd()}…`;
}

function isSpace(character: string): boolean {
  return /^\s$/u.test(character) || character === '\u0085';
}
