/**
 * True for a character that shows nothing or changes how its neighbours show: controls (Cc), formats such as
 * bidirectional marks, zero-width characters and tags (Cf), halves of surrogate pairs (Cs), line and paragraph separators.
 *
 * @param character one code point
 */
export function isHiddenCharacter(character: string): boolean {
  return /^[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}\u2028\u2029]$/u.test(character);
}
