/** One word of a command line, unquoted. */
export interface Word {
  readonly text: string;
  /** Where it starts in the line; counts from 1. */
  readonly column: number;
  /** True when any part of it stood in quotes: such a word is never a keyword. */
  readonly quoted: boolean;
}
