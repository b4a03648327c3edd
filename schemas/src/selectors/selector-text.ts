import { ColoError } from '../errors/colo-error.ts';
import { isHiddenCharacter } from '../text/is-hidden-character.ts';

/** A piece of a selector that knows where it stands. */
export interface TextPiece {
  readonly text: string;
  /** Column of its first character, counted from 1. */
  readonly column: number;
}

/** Cuts at every `separator`; blanks around the pieces go, columns stay right. */
export function splitPiece(piece: TextPiece, separator: string): readonly TextPiece[] {
  let column = piece.column;
  return piece.text.split(separator).map((text) => {
    const start = column + (text.length - text.trimStart().length);
    column += text.length + separator.length;
    return { text: text.trim(), column: start };
  });
}

/** The part of a piece from `index` on. */
export function sliceFrom(piece: TextPiece, index: number): TextPiece {
  return { text: piece.text.slice(index), column: piece.column + index };
}

/** Checks character by character. `what` names the piece in the message. */
export function assertCharacters(piece: TextPiece, allowed: RegExp, what: string): void {
  let column = piece.column;
  if (piece.text === '') throw selectorError(`${what} is missing`, column);
  for (const character of piece.text) {
    if (!allowed.test(character)) {
      const hint = /[A-Z]/.test(character) ? ' (names are lower case)' : '';
      throw selectorError(`${showCharacter(character)} must not stand in ${what}${hint}`, column);
    }
    column += character.length;
  }
}

/** A character that shows nothing, or turns the message around, by its number. */
function showCharacter(character: string): string {
  if (!isHiddenCharacter(character)) return JSON.stringify(character);
  const point = character.codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}

export function selectorError(problem: string, column: number): ColoError {
  return new ColoError('SELECTOR_INVALID', `The selector is wrong at column ${column}: ${problem}.`, {
    place: { column },
  });
}
