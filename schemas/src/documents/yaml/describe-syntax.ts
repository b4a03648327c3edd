import { type Document, isScalar, visit, type YAMLError } from 'yaml';
import { toSafeText } from '../../text/to-safe-text.ts';
import { rewordSyntax } from './reword-syntax.ts';

/** The first thing that cannot be read; what the library says of the text behind it means nothing. */
export interface SyntaxFault {
  readonly message: string;
  readonly offset: number;
  readonly fix?: string;
}

/** Lines that Git leaves in a file that two sides changed. */
const CONFLICT = /^(?:<{7}|>{7})(?: .*)?$/m;

const DEEPER = 'Indent the line as its neighbours are.';

/** Where the syntax of a text first breaks, in words that say what to do; undefined where it is well. */
export function describeSyntax(document: Document.Parsed, text: string): SyntaxFault | undefined {
  const [error] = document.errors;
  if (error === undefined) return undefined;
  const conflict = CONFLICT.exec(text);
  if (conflict !== null) {
    const fix =
      'Resolve the conflict: keep what is meant, and remove the lines of <<<<<<<, ======= and >>>>>>>.';
    return { message: 'a conflict of a merge was left in', offset: conflict.index, fix };
  }
  const start = error.pos[0];
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return {
        message: 'a tab stands where YAML takes spaces alone',
        offset: start,
        fix: 'Indent with spaces.',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (error.message.startsWith('A block sequence')) return describeOther(error, start);
      return describeNested(document, text, start);
    case 'BAD_SCALAR_START': {
      const shown = toSafeText(text.slice(start, start + 1), 8);
      return {
        message: `no value without quotes starts with ${shown}`,
        offset: start,
        fix: 'Put the value in quotes.',
      };
    }
    case 'BAD_INDENT':
      if (error.message.startsWith('Flow')) return describeOpen(text, start);
      return { message: 'the line is indented like none of the lines above', offset: start, fix: DEEPER };
    case 'MISSING_CHAR':
      return describeMissing(error, document, start);
    default:
      return describeOther(error, start);
  }
}

/** `a: b: c`, or a line that is indented deeper than the value above it allows. */
function describeNested(document: Document.Parsed, text: string, start: number): SyntaxFault {
  const spanning = document.errors.find(
    ({ code, pos }) => code === 'MULTILINE_IMPLICIT_KEY' && pos[0] === start,
  );
  const key = spanning === undefined ? '' : text.slice(start, spanning.pos[1]);
  const lastLine = key.lastIndexOf('\n') + 1;
  if (lastLine === 0) {
    const message = 'a colon with a space behind it stands in a value without quotes, or a list in a key';
    return {
      message,
      offset: start,
      fix: 'Put the value in quotes, or start a new line for what is below it.',
    };
  }
  const indent = key.slice(lastLine).search(/\S/);
  const message = 'the line is indented deeper than the line above, which has a value already';
  return { message, offset: start + lastLine + Math.max(0, indent), fix: DEEPER };
}

/** The bracket that is opened last before `end` and not closed again. */
function describeOpen(text: string, end: number): SyntaxFault {
  let depth = 0;
  for (let offset = end - 1; offset >= 0; offset -= 1) {
    const character = text.charAt(offset);
    if (character === ']' || character === '}') depth += 1;
    if (character !== '[' && character !== '{') continue;
    if (depth === 0) {
      const closing = character === '[' ? ']' : '}';
      return {
        message: `the ${character} is never closed`,
        offset,
        fix: `Add the ${closing} that belongs to it.`,
      };
    }
    depth -= 1;
  }
  return { message: 'a bracket is never closed', offset: end };
}

function describeMissing(error: YAMLError, document: Document.Parsed, start: number): SyntaxFault {
  if (!error.message.includes('quote')) return describeOther(error, start);
  let offset = start;
  visit(document, {
    Scalar(_, node) {
      const range = node.range;
      const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
      if (isQuoted && range && range[0] < start && start <= range[2]) offset = range[0];
    },
  });
  return { message: 'the quote is never closed', offset, fix: 'Add the closing quote.' };
}

function describeOther(error: YAMLError, offset: number): SyntaxFault {
  const wording = rewordSyntax(error.message);
  if (wording !== undefined) return { ...wording, offset };
  return { message: toSafeText(error.message, 200).replace(/\.$/u, ''), offset };
}
