import { suggestWord } from '../../text/suggest-word.ts';

/**
 * Names that something refers to and nothing has, as far as a name that stands twice can explain them: one of the two
 * was most likely meant to be the missing one. Both are then one fault, told at the repeated name.
 *
 * @param referred names that are referred to, in order
 * @param known names that are there
 * @param repeated how many names stand twice
 */
export function findMissingTwins(
  referred: readonly string[],
  known: readonly string[],
  repeated: number,
): readonly string[] {
  const missing = [...new Set(referred)].filter(
    (name) => !known.includes(name) && suggestWord(name, known) === undefined,
  );
  return missing.slice(0, repeated);
}
