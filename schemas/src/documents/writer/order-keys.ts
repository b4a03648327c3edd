import { compareCodePoints } from '../../digests/compare-code-points.ts';
import type { JsonSchema } from '../schema/compile-schema.ts';

/** Gives the schema of what lies one step below, following references. */
export interface SchemaCursor {
  /** Keys in the order in which they are written. */
  order(keys: readonly string[]): readonly string[];
  child(key: string): SchemaCursor;
  item(): SchemaCursor;
}

/** Keys of records come in the order of the schema's properties; those of maps, and unknown ones, by code point. */
export function followSchema(root: JsonSchema): SchemaCursor {
  return makeCursor(root, root);
}

function makeCursor(root: JsonSchema, at: unknown): SchemaCursor {
  const schema = resolveReference(root, at);
  const properties = toRecord(schema['properties']);
  return {
    order(keys) {
      const known = Object.keys(properties).filter((key) => keys.includes(key));
      const others = keys.filter((key) => !Object.hasOwn(properties, key)).sort(compareCodePoints);
      return [...known, ...others];
    },
    child(key) {
      const next = Object.hasOwn(properties, key) ? properties[key] : schema['additionalProperties'];
      return makeCursor(root, next);
    },
    item() {
      return makeCursor(root, schema['items']);
    },
  };
}

function resolveReference(root: JsonSchema, at: unknown): Readonly<Record<string, unknown>> {
  const schema = toRecord(at);
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  return resolveReference(root, toRecord(root['$defs'])[reference.replace('#/$defs/', '')]);
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
