import { ColoError } from '../../errors/colo-error.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { findRefusedCharacter } from '../yaml/find-refused-character.ts';
import { MAX_KEY_LENGTH, PROTOTYPE_KEYS } from '../yaml/limits.ts';
import type { SchemaCursor } from './order-keys.ts';
import { quoteText, writeNumber } from './quote-scalar.ts';

/** One value as block-style YAML lines: two spaces a level, one scalar a line, nothing folded. */
export function emitYaml(value: unknown, cursor: SchemaCursor): string {
  const lines = emitBlock(value, cursor);
  return `${lines.join('\n')}\n`;
}

function emitBlock(value: unknown, cursor: SchemaCursor): string[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((item) => emitItem(item, cursor.item()));
  const record = toEntries(value);
  if (record === undefined || record.size === 0) return [emitScalar(value)];
  return cursor
    .order([...record.keys()])
    .flatMap((key) => emitEntry(key, record.get(key), cursor.child(key)));
}

function emitEntry(key: string, value: unknown, cursor: SchemaCursor): string[] {
  if (PROTOTYPE_KEYS.has(key) || key.length > MAX_KEY_LENGTH)
    throw unwritable(`the key ${toSafeText(key, 60)}`);
  const name = writeText(key);
  if (!isNested(value)) return [`${name}: ${emitScalar(value)}`];
  return [`${name}:`, ...emitBlock(value, cursor).map(indent)];
}

function emitItem(value: unknown, cursor: SchemaCursor): string[] {
  const [first = '', ...rest] = emitBlock(value, cursor);
  return [`- ${first}`, ...rest.map(indent)];
}

function emitScalar(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return writeNumber(value);
  if (Array.isArray(value)) return '[]';
  if (typeof value === 'object') return '{}';
  throw unwritable(`${String(value)} (${typeof value})`);
}

/** What a reader would refuse is not written in the first place. */
function writeText(text: string): string {
  const refused = findRefusedCharacter(text);
  if (refused !== undefined) throw unwritable(`the character ${refused.name}`);
  return quoteText(text);
}

function unwritable(what: string): ColoError {
  return new ColoError('DOCUMENT_UNWRITABLE', `a document cannot hold ${what}`);
}

function isNested(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return (toEntries(value)?.size ?? 0) > 0;
}

/** The keys of a map that have a value; undefined where `value` is no map. */
function toEntries(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries: [string, unknown][] = Object.entries(value);
  return new Map(entries.filter(([, each]) => each !== undefined));
}

function indent(line: string): string {
  return `  ${line}`;
}
