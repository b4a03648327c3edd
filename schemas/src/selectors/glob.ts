import picomatch from 'picomatch';
import { assertCharacters, selectorError, splitPiece, type TextPiece } from './selector-text.ts';

/** Each wildcard multiplies the time that a match may take, so that their number is bounded. */
const MAX_WILDCARDS = 4;
const MAX_GLOB_LENGTH = 200;

/**
 * Refuses what is no glob over names: lower case names joined by `/`, `?` for one character, `*` within a segment,
 * `**` alone in a segment for any number of segments.
 *
 * @throws ColoError SELECTOR_INVALID with the column
 */
export function assertGlob(piece: TextPiece, what: string, characters: RegExp = /[a-z0-9*?/-]/): void {
  assertCharacters(piece, characters, what);
  if (piece.text.length > MAX_GLOB_LENGTH)
    throw selectorError(`${what} is longer than ${MAX_GLOB_LENGTH} characters`, piece.column);
  const wildcards = piece.text.match(/\*+|\?/g) ?? [];
  if (wildcards.length > MAX_WILDCARDS)
    throw selectorError(`${what} has more than ${MAX_WILDCARDS} wildcards`, piece.column);
  for (const segment of splitPiece(piece, '/')) {
    if (segment.text === '') throw selectorError(`${what} has an empty segment`, segment.column);
    if (segment.text.includes('**') && segment.text !== '**')
      throw selectorError(`"**" stands alone between slashes`, segment.column);
  }
}

/** A matcher for a glob that {@link assertGlob} accepted. A text without wildcards matches itself alone. */
export function compileGlob(glob: string): (name: string) => boolean {
  if (!/[*?]/.test(glob)) return (name) => name === glob;
  const matches = picomatch(glob, {
    dot: true,
    nobrace: true,
    nobracket: true,
    noextglob: true,
    nonegate: true,
  });
  return (name) => matches(name);
}

/**
 * True when a glob written in a document matches a name.
 *
 * @throws ColoError SELECTOR_INVALID when it is no glob
 */
export function matchesGlob(glob: string, name: string): boolean {
  assertGlob({ text: glob, column: 1 }, 'the glob');
  return compileGlob(glob)(name);
}
