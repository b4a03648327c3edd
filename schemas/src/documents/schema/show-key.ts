import { isHiddenCharacter } from '../../text/is-hidden-character.ts';
import { toSafeText } from '../../text/to-safe-text.ts';

const SHOWN = 60;

/** A key as it stands; in quotes where it would look like another one. */
export function showKey(key: string): string {
  return key !== '' && toSafeText(key, SHOWN) === key ? key : quoteKey(key);
}

/** A key in quotes, with characters that cannot be seen spelt out: `"re\u{200b}gion"`. */
export function quoteKey(key: string): string {
  const spelt = [...key.slice(0, SHOWN)].map((character) =>
    isHiddenCharacter(character) ? `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}` : character,
  );
  return toSafeText(`"${spelt.join('')}"`, SHOWN);
}
