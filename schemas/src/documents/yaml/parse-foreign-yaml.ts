import { Composer, type CST, type Document, isScalar, LineCounter, visit } from 'yaml';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { PathStep } from '../json-pointer.ts';
import { describeSyntax } from './describe-syntax.ts';
import { findRefusedCharacter } from './find-refused-character.ts';
import { MAX_ALIASES, MAX_DOCUMENT_BYTES, MAX_DOCUMENT_DEPTH, MAX_DOCUMENT_TOKENS } from './limits.ts';
import { makeParsedYaml, type ParsedYaml } from './parsed-yaml.ts';
import { readTokens } from './read-tokens.ts';

/** Longest part of a text that a message shows. */
const SHOWN = 60;

/** A place in a text; counts from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export type ForeignYaml =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where the value of this path starts, or of the nearest around it. */
      readonly locate: (path: readonly PathStep[]) => TextPlace;
      /** The same with the place of every value, for diagnostics of a file of this name. */
      readonly toParsedYaml: (file: string) => ParsedYaml;
    }
  | ({ readonly ok: false; readonly reason: string; readonly fix?: string } & TextPlace);

export interface ForeignYamlOptions {
  /** The version that the program reads it as for which it is written. */
  readonly version: '1.1' | '1.2';
  /** True refuses tags that are not known. */
  readonly strictTags?: boolean;
}

/**
 * YAML that is written for another program, such as a compose file: merge keys and tags are allowed, unlike in our own
 * documents. The bounds are the same, and so is what may hide in a text. Nothing is thrown.
 */
export function parseForeignYaml(text: string, options: ForeignYamlOptions): ForeignYaml {
  if (text.length > MAX_DOCUMENT_BYTES || Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    return { ok: false, reason: `it is larger than ${MAX_DOCUMENT_BYTES} bytes`, line: 1, column: 1 };
  }
  const lines = new LineCounter();
  const { tokens, excess, deep } = readTokens(text, lines);
  function fail(reason: string, offset: number, fix?: string): ForeignYaml {
    const said = { reason: toSafeText(reason, 200), ...(fix === undefined ? {} : { fix }) };
    return { ok: false, ...said, ...toPlace(lines, offset) };
  }
  const refused = findRefusedCharacter(text);
  if (refused !== undefined) return fail(`it holds the character ${refused.name}`, refused.offset);
  if (excess !== undefined) {
    return fail(
      `it has more than ${MAX_DOCUMENT_TOKENS} words, signs and line ends; one too many is here`,
      excess,
    );
  }
  if (deep !== undefined) return fail(`more than ${MAX_DOCUMENT_DEPTH} levels are nested here`, deep);
  const [document, second] = compose(tokens, text.length, options.version);
  if (document === undefined) return fail('it is empty', 0);
  if (second !== undefined) return fail('a second document starts here', second.range[0]);
  const syntax = describeSyntax(document, text);
  if (syntax !== undefined) return fail(syntax.message, syntax.offset, syntax.fix);
  const [warning] = options.strictTags === true ? document.warnings : [];
  if (warning !== undefined) return fail(warning.message, warning.pos[0]);
  const repeated = findRepeatedKey(document);
  if (repeated !== undefined) {
    const { line, column } = toPlace(lines, repeated.firstOffset);
    const shown = toSafeText(repeated.name, SHOWN);
    const reason = `the key ${shown} is here a second time; the first one is at line ${line}, column ${column}`;
    return fail(reason, repeated.offset, 'Remove or rename one of the two.');
  }
  return toValue(document, lines, fail);
}

function compose(tokens: readonly CST.Token[], end: number, version: '1.1' | '1.2'): Document.Parsed[] {
  // The library compares every key with every other; `findRepeatedKey` stays linear.
  const options = {
    version,
    merge: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  } as const;
  return [...new Composer(options).compose(tokens, true, end)];
}

interface RepeatedKey {
  readonly name: string;
  readonly offset: number;
  readonly firstOffset: number;
}

function findRepeatedKey(document: Document.Parsed): RepeatedKey | undefined {
  let found: RepeatedKey | undefined;
  visit(document, {
    Map(_, map) {
      const offsets = new Map<unknown, number>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const offset = key.range?.[0] ?? 0;
        const firstOffset = offsets.get(key.value);
        if (firstOffset !== undefined && key.value !== '<<') {
          found = { name: key.source ?? String(key.value), offset, firstOffset };
          return visit.BREAK;
        }
        offsets.set(key.value, offset);
      }
      return undefined;
    },
  });
  return found;
}

function toValue(
  document: Document.Parsed,
  lines: LineCounter,
  fail: (reason: string, offset: number) => ForeignYaml,
): ForeignYaml {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return {
      ok: true,
      value,
      locate(path) {
        const { line, column } = makeParsedYaml('', value, document, lines).locate(path);
        return { line, column };
      },
      toParsedYaml: (file) => makeParsedYaml(file, value, document, lines),
    };
  } catch (error) {
    // The library throws for aliases above the bound, for merged values that are no maps, and for tags' own faults.
    return fail(error instanceof Error ? error.message : 'it cannot be read', findFirstAlias(document));
  }
}

/** Where the trouble with aliases begins; the library does not say which one was too many. */
function findFirstAlias(document: Document.Parsed): number {
  let offset = 0;
  visit(document, {
    Alias(_, alias) {
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function toPlace(lines: LineCounter, offset: number): TextPlace {
  const { line, col } = lines.linePos(Math.max(0, offset));
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
