/**
 * NUL, which ends texts for C programs; bidirectional controls, which show a reviewer another text than the machine
 * reads (CVE-2021-42574); halves of surrogate pairs, which have no UTF-8.
 */
const REFUSED = /[\0\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

export interface RefusedCharacter {
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
  /** For example `U+202E`. */
  readonly name: string;
}

/** The first character of `text` that no document may hold, or undefined. */
export function findRefusedCharacter(text: string): RefusedCharacter | undefined {
  const found = REFUSED.exec(text);
  const point = found?.[0].codePointAt(0);
  if (found === null || point === undefined) return undefined;
  return { offset: found.index, name: `U+${point.toString(16).toUpperCase().padStart(4, '0')}` };
}
