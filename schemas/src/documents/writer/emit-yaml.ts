import { ColoError } from '../../errors/colo-error.ts';
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
  const name = quoteText(key);
  if (!isNested(value)) return [`${name}: ${emitScalar(value)}`];
  return [`${name}:`, ...emitBlock(value, cursor).map(indent)];
}

function emitItem(value: unknown, cursor: SchemaCursor): string[] {
  const [first = '', ...rest] = emitBlock(value, cursor);
  return [`- ${first}`, ...rest.map(indent)];
}

function emitScalar(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return writeNumber(value);
  if (Array.isArray(value)) return '[]';
  if (typeof value === 'object') return '{}';
  throw new ColoError('DOCUMENT_UNWRITABLE', `a document cannot hold ${String(value)} (${typeof value})`);
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
