import {
  Composer,
  type CST,
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Scalar,
  visit,
} from 'yaml';
import { toSafeText } from '../../text/to-safe-text.ts';
import { findRefusedCharacter } from './find-refused-character.ts';
import { MAX_ALIASES, MAX_DOCUMENT_BYTES, MAX_DOCUMENT_DEPTH, MAX_DOCUMENT_TOKENS } from './limits.ts';
import { makeParsedYaml, type ParsedYaml } from './parsed-yaml.ts';
import { readTokens } from './read-tokens.ts';

/** A place in a text; counts from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export type ForeignYaml =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where the value of these keys starts, or of the nearest around it. */
      readonly locate: (keys: readonly string[]) => TextPlace;
      /** The same with the place of every value, for diagnostics of a file of this name. */
      readonly toParsedYaml: (file: string) => ParsedYaml;
    }
  | ({ readonly ok: false; readonly reason: string } & TextPlace);

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
  function fail(reason: string, offset: number): ForeignYaml {
    return { ok: false, reason: toSafeText(reason, 200), ...toPlace(lines, offset) };
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
  const [error] = options.strictTags === true ? [...document.errors, ...document.warnings] : document.errors;
  if (error !== undefined) return fail(error.message, error.pos[0]);
  const repeated = findRepeatedKey(document);
  if (repeated !== undefined) return fail('a key is here a second time', repeated.range?.[0] ?? 0);
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

function findRepeatedKey(document: Document.Parsed): Scalar | undefined {
  let found: Scalar | undefined;
  visit(document, {
    Map(_, map) {
      const keys = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value) && key.value !== '<<') {
          found = key;
          return visit.BREAK;
        }
        keys.add(key.value);
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
      locate: (keys) => locate(document, keys, lines),
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

function locate(document: Document.Parsed, keys: readonly string[], lines: LineCounter): TextPlace {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const key of keys) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
    node = pair?.value;
    if (!isNode(node)) break;
    offset = node.range?.[0] ?? offset;
  }
  return toPlace(lines, offset);
}

function toPlace(lines: LineCounter, offset: number): TextPlace {
  const { line, col } = lines.linePos(Math.max(0, offset));
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
