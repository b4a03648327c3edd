/** A word that stood before: where it stands again, and where it stands first. */
export interface Repeated {
  readonly word: string;
  readonly index: number;
  readonly first: number;
}

/** Every word of a list that an earlier entry holds already. */
export function findRepeated(words: readonly string[]): readonly Repeated[] {
  const firsts = new Map<string, number>();
  const found: Repeated[] = [];
  for (const [index, word] of words.entries()) {
    const first = firsts.get(word);
    if (first === undefined) firsts.set(word, index);
    else found.push({ word, index, first });
  }
  return found;
}
