import type { Verb } from './command.ts';
import type { CommandProblem } from './command-problem.ts';
import type { Word } from './word.ts';

/** A parser's answer: a value, or why there is none. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: CommandProblem };

/** The words after a verb, and how far they have been read. */
export interface WordReader {
  readonly verb: Verb;
  /** The next word, or undefined at the end. */
  peek(): Word | undefined;
  take(): Word | undefined;
  /** True, and the word is taken, when the next word is this keyword (in any case, not in quotes). */
  takeKeyword(keyword: string): boolean;
  /** True when the next word is one of these keywords. */
  isAt(keywords: readonly string[]): boolean;
}

/** A reader over `words`. */
export function readWords(verb: Verb, words: readonly Word[]): WordReader {
  let next = 0;
  const reader: WordReader = {
    verb,
    peek: () => words[next],
    take: () => {
      const word = words[next];
      next += 1;
      return word;
    },
    isAt: (keywords) => {
      const word = words[next];
      return word !== undefined && !word.quoted && keywords.includes(word.text.toLowerCase());
    },
    takeKeyword: (keyword) => {
      const here = reader.isAt([keyword]);
      if (here) next += 1;
      return here;
    },
  };
  return reader;
}

export function succeed<Value>(value: Value): Parsed<Value> {
  return { ok: true, value };
}

export function missing(verb: Verb, what: string): { readonly ok: false; readonly problem: CommandProblem } {
  return { ok: false, problem: { kind: 'missing', verb, what } };
}

export function badWord(
  verb: Verb,
  word: string,
  expected: string,
): { readonly ok: false; readonly problem: CommandProblem } {
  return { ok: false, problem: { kind: 'bad-word', verb, word, expected } };
}

/** A problem when words are left over. */
export function expectEnd(reader: WordReader, expected: string): Parsed<undefined> {
  const word = reader.peek();
  return word === undefined ? succeed(undefined) : badWord(reader.verb, word.text, expected);
}
