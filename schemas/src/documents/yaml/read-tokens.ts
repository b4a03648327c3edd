import { type CST, Lexer, type LineCounter, Parser } from 'yaml';
import { findDeepToken } from './find-deep-token.ts';
import { MAX_DOCUMENT_DEPTH, MAX_DOCUMENT_TOKENS } from './limits.ts';

/** The tokens of a text, as far as they were read. */
export interface ReadTokens {
  readonly tokens: readonly CST.Token[];
  /** Tokens of the lexer that were looked at: the work that was done. */
  readonly count: number;
  /** Where the text holds one token too many. */
  readonly excess: number | undefined;
  /** Where the text nests too deeply. */
  readonly deep: number | undefined;
}

/** On the parser's stack, a document and a scalar surround the collections. */
const STACK_BESIDES_COLLECTIONS = 2;

/**
 * Splits a text into YAML tokens and stops at the bounds. A token costs a thousand times what its one byte suggests: a
 * text of nothing but brackets that is allowed by its size would keep the parser busy for many seconds.
 */
export function readTokens(
  text: string,
  lines: LineCounter,
  maxTokens: number = MAX_DOCUMENT_TOKENS,
): ReadTokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  addLines(lines, text);
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > maxTokens) return { tokens, count, excess: parser.offset, deep: undefined };
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DOCUMENT_DEPTH + 1 + STACK_BESIDES_COLLECTIONS) {
      const { offset } = parser;
      for (const token of parser.end()) tokens.push(token);
      const deep = findDeepToken(tokens, MAX_DOCUMENT_DEPTH) ?? offset;
      return { tokens, count, excess: undefined, deep };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, count, excess: undefined, deep: findDeepToken(tokens, MAX_DOCUMENT_DEPTH) };
}

/** The parser tells of lines as far as it gets, and of some never; a fault may lie anywhere. */
function addLines(lines: LineCounter, text: string): void {
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
}

/** True where a text has no more tokens than {@link readTokens} takes. */
export function hasFewTokens(text: string): boolean {
  // Each character is a token at most, but for the marks that the lexer adds: never more than one a character.
  if (text.length * 2 <= MAX_DOCUMENT_TOKENS) return true;
  let count = 0;
  for (const _ of new Lexer().lex(text)) {
    count += 1;
    if (count > MAX_DOCUMENT_TOKENS) return false;
  }
  return true;
}
