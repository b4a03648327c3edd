import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { toSafeText } from '../../text/to-safe-text.ts';
import { isRecord } from '../is-record.ts';

/** A place in a text; counts from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export type ParsedCompose =
  | {
      readonly ok: true;
      readonly value: Readonly<Record<string, unknown>>;
      /** Where the value of these keys starts, or of the nearest around it. */
      readonly locate: (keys: readonly string[]) => TextPlace;
    }
  | ({ readonly ok: false; readonly reason: string } & TextPlace);

/** Most values that aliases may add, per alias; the YAML library's guard against documents that explode. */
const MAX_ALIAS_COUNT = 100;

/**
 * A compose file as plain values. It is written for other programs, so YAML 1.1 merge keys and compose's own tags
 * (`!reset`, `!override`) are allowed, unlike in our own documents.
 */
export function parseCompose(text: string): ParsedCompose {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      merge: true,
      lineCounter: lines,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0]);
      return {
        ok: false,
        reason: toSafeText(error.message, 200),
        line: Math.max(1, line),
        column: Math.max(1, col),
      };
    }
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
    if (isRecord(value)) return { ok: true, value, locate: (keys) => locate(document, keys, lines) };
    return { ok: false, reason: 'it is not a map', line: 1, column: 1 };
  } catch (error) {
    const reason = error instanceof Error ? toSafeText(error.message, 200) : 'it cannot be read';
    return { ok: false, reason, line: 1, column: 1 };
  }
}

function locate(document: Document.Parsed, keys: readonly string[], lines: LineCounter): TextPlace {
  for (let length = keys.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(keys.slice(0, length), true);
    if (!isNode(node) || !node.range) continue;
    const { line, col } = lines.linePos(node.range[0]);
    return { line, column: col };
  }
  return { line: 1, column: 1 };
}
