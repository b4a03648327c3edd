import { Composer, type CST, type Document, isScalar, LineCounter, visit } from 'yaml';
import type { ErrorCode } from '../../errors/error-table.ts';
import type { Diagnostic, ReadResult } from '../diagnostic.ts';
import { makeDiagnostic, type Spot, startOf } from '../make-diagnostic.ts';
import { buildValue } from './build-value.ts';
import { describeSyntax } from './describe-syntax.ts';
import { findJsonFault } from './find-json-fault.ts';
import { findRefusedCharacter } from './find-refused-character.ts';
import {
  MAX_ALIASES,
  MAX_DIAGNOSTICS,
  MAX_DOCUMENT_BYTES,
  MAX_DOCUMENT_DEPTH,
  MAX_DOCUMENT_TOKENS,
} from './limits.ts';
import { makeParsedYaml, type ParsedYaml } from './parsed-yaml.ts';
import { readTokens } from './read-tokens.ts';

export interface ParseYamlOptions {
  /** Name for messages; a path within its repository. */
  readonly file: string;
  /** Largest text, in bytes of UTF-8. Default: 1 MiB. */
  readonly maxBytes?: number;
}

/** Largest stream, in bytes of UTF-8: some thousand small documents. */
const MAX_STREAM_BYTES = 8 * 1024 * 1024;

/** Most tokens of a stream, in the same proportion. */
const MAX_STREAM_TOKENS = (MAX_STREAM_BYTES / MAX_DOCUMENT_BYTES) * MAX_DOCUMENT_TOKENS;

/**
 * Reads one YAML 1.2 document (core schema; JSON is a part of it) from a text of unknown origin: bounded in size, tokens,
 * depth and aliases; duplicate keys, tags, merge keys, keys that are no text or reach a prototype, and texts that hide
 * something are refused. Every fault has its line and column. Nothing is thrown.
 */
export function parseYaml(text: string, options: ParseYamlOptions): ReadResult<ParsedYaml> {
  const { file } = options;
  const tooLarge = findTooLarge(text, file, options.maxBytes ?? MAX_DOCUMENT_BYTES);
  if (tooLarge !== undefined) return { ok: false, diagnostics: [tooLarge] };
  const read = readOnly(text, file);
  return read.ok && /\.json$/i.test(file) ? refuseForeign(text, read) : read;
}

/**
 * Reads a text of any number of YAML documents, each held to the bounds of {@link parseYaml}; the bound of aliases is that
 * of the whole text. Documents of nothing but comments are left out. Lines count from the start of the text.
 */
export function parseYamlStream(text: string, options: ParseYamlOptions): ReadResult<readonly ParsedYaml[]> {
  const { file } = options;
  const tooLarge = findTooLarge(text, file, options.maxBytes ?? MAX_STREAM_BYTES);
  if (tooLarge !== undefined) return { ok: false, diagnostics: [tooLarge] };
  const composed = composeText(text, file, MAX_STREAM_TOKENS);
  if (!composed.ok) return composed;
  const { documents, lines } = composed.value;
  const aliases = findAliasBeyond(documents, MAX_ALIASES);
  if (aliases !== undefined) {
    const message = `more than ${MAX_ALIASES} aliases`;
    const spot = toSpot(file, lines, aliases);
    return { ok: false, diagnostics: [makeDiagnostic('DOCUMENT_TOO_MANY_ALIASES', message, spot)] };
  }
  const read = documents
    .filter((document) => document.errors.length > 0 || !isEmpty(document))
    .map((document) => readComposed(document, text, file, lines));
  const diagnostics = read.flatMap((each) => (each.ok ? [] : each.diagnostics)).slice(0, MAX_DIAGNOSTICS);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  return { ok: true, value: read.flatMap((each) => (each.ok ? [each.value] : [])), warnings: [] };
}

interface ComposedText {
  readonly documents: readonly Document.Parsed[];
  readonly lines: LineCounter;
}

function findTooLarge(text: string, file: string, maxBytes: number): Diagnostic | undefined {
  if (text.length <= maxBytes && Buffer.byteLength(text) <= maxBytes) return undefined;
  return makeDiagnostic('DOCUMENT_TOO_LARGE', `the document is larger than ${maxBytes} bytes`, startOf(file));
}

function composeText(text: string, file: string, maxTokens: number): ReadResult<ComposedText> {
  const lines = new LineCounter();
  const { tokens, excess, deep } = readTokens(text, lines, maxTokens);
  function fail(code: ErrorCode, message: string, offset: number): ReadResult<ComposedText> {
    return { ok: false, diagnostics: [makeDiagnostic(code, message, toSpot(file, lines, offset))] };
  }
  const refused = findRefusedCharacter(text);
  if (refused !== undefined) {
    return fail('DOCUMENT_CHARACTER_REFUSED', `the text holds the character ${refused.name}`, refused.offset);
  }
  if (excess !== undefined) {
    const message = `the document has more than ${maxTokens} words, signs and line ends; the first that is too many is here`;
    return fail('DOCUMENT_TOO_LARGE', message, excess);
  }
  const directive = tokens.find((token) => token.type === 'directive');
  if (directive !== undefined) return fail('DOCUMENT_SYNTAX', 'directives (%) are refused', directive.offset);
  if (deep !== undefined) {
    return fail('DOCUMENT_TOO_DEEP', `more than ${MAX_DOCUMENT_DEPTH} levels are nested here`, deep);
  }
  return { ok: true, value: { documents: compose(tokens, text.length), lines }, warnings: [] };
}

function readOnly(text: string, file: string): ReadResult<ParsedYaml> {
  const composed = composeText(text, file, MAX_DOCUMENT_TOKENS);
  if (!composed.ok) return composed;
  const { documents, lines } = composed.value;
  const [document, second] = documents;
  function fail(code: ErrorCode, message: string, offset: number, fix?: string): ReadResult<ParsedYaml> {
    const options = fix === undefined ? {} : { fix };
    return { ok: false, diagnostics: [makeDiagnostic(code, message, toSpot(file, lines, offset), options)] };
  }
  if (second !== undefined) {
    const fix = 'Keep one document here, and move the other to a file of its own.';
    return fail('DOCUMENT_SYNTAX', 'a second document starts here; one file holds one', second.range[0], fix);
  }
  if (document === undefined) return fail('DOCUMENT_EMPTY', 'the document is empty', 0);
  if (document.errors.length === 0 && isEmpty(document))
    return fail('DOCUMENT_EMPTY', 'the document is empty', 0);
  return readComposed(document, text, file, lines);
}

function isEmpty({ contents }: Document.Parsed): boolean {
  return contents === null || (isScalar(contents) && contents.value === null && !contents.source);
}

function readComposed(
  document: Document.Parsed,
  text: string,
  file: string,
  lines: LineCounter,
): ReadResult<ParsedYaml> {
  const syntax = describeSyntax(document, text);
  if (syntax !== undefined) {
    const { message, offset, fix } = syntax;
    const spot = toSpot(file, lines, offset);
    const said = `the YAML cannot be read: ${message}`;
    const options = fix === undefined ? {} : { fix };
    return { ok: false, diagnostics: [makeDiagnostic('DOCUMENT_SYNTAX', said, spot, options)] };
  }
  return readValue(document, file, lines);
}

/** What ends in .json is read by others as JSON too: what these would refuse is a fault. */
function refuseForeign(text: string, read: ReadResult<ParsedYaml>): ReadResult<ParsedYaml> {
  const fault = read.ok ? findJsonFault(text) : undefined;
  if (!read.ok || fault === undefined) return read;
  const before = text.slice(0, fault.offset).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  const spot = { ...startOf(read.value.file), line: before.length, column };
  const said = `the JSON cannot be read: ${fault.message}`;
  return { ok: false, diagnostics: [makeDiagnostic('DOCUMENT_SYNTAX', said, spot, { fix: fault.fix })] };
}

/** Where the alias stands that is one too many. */
function findAliasBeyond(documents: readonly Document.Parsed[], limit: number): number | undefined {
  let count = 0;
  let found: number | undefined;
  for (const document of documents) {
    visit(document, {
      Alias(_, alias) {
        count += 1;
        if (count <= limit) return undefined;
        found = alias.range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

function compose(tokens: readonly CST.Token[], end: number): Document.Parsed[] {
  // Duplicate keys are looked for while the value is built: that names both places and stays linear.
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    strict: true,
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  return [...composer.compose(tokens, true, end)];
}

function readValue(document: Document.Parsed, file: string, lines: LineCounter): ReadResult<ParsedYaml> {
  const { value, faults } = buildValue(document);
  if (faults.length === 0) {
    return { ok: true, value: makeParsedYaml(file, value, document, lines), warnings: [] };
  }
  const diagnostics = faults.slice(0, MAX_DIAGNOSTICS).map((fault) => {
    const spot = toSpot(file, lines, fault.offset);
    const options = fault.fix === undefined ? {} : { fix: fault.fix };
    if (fault.firstOffset === undefined) return makeDiagnostic(fault.code, fault.message, spot, options);
    const first = toSpot(file, lines, fault.firstOffset);
    const message = `${fault.message}; the first one is at line ${first.line}, column ${first.column}`;
    return makeDiagnostic(fault.code, message, spot);
  });
  return { ok: false, diagnostics };
}

function toSpot(file: string, lines: LineCounter, offset: number): Spot {
  const { line, col } = lines.linePos(Math.max(0, offset));
  return { ...startOf(file), line: Math.max(1, line), column: Math.max(1, col) };
}
