import type { JsonSchema } from '../../../documents/schema/compile-schema.ts';
import { isRecord } from '../../is-record.ts';

/** Keywords whose values are schemas by name. */
const MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'definitions']);

/** A time as compose writes it: 1m30s. */
const DURATION = '^(?:0|(?:[0-9]+(?:\\.[0-9]+)?(?:ns|us|µs|ms|s|m|h|d|w))+)$';

/** [[address:]host:]container[/protocol], each side a port or a range. */
const PORT =
  '^(?=.{1,200}$)(?:(?:\\[[0-9A-Fa-f:.]+\\]|[0-9A-Za-z_.:-]+):)?(?:(?:[0-9]+(?:-[0-9]+)?)?:)?[0-9]+(?:-[0-9]+)?(?:/[a-z]+)?$';

const FORMS: Readonly<Record<string, JsonSchema>> = {
  duration: { pattern: DURATION, patternErrorMessage: 'must be a time with its unit, for example 1m30s' },
  expose: {
    pattern: '^[0-9]+(?:-[0-9]+)?(?:/[a-z]+)?$',
    patternErrorMessage: 'must be a port, for example 8080',
  },
  ports: {
    pattern: PORT,
    patternErrorMessage: 'must be a port, for example 8080:80 or 127.0.0.1:8080:80/tcp',
  },
};

/**
 * The same rules with as few choices (`oneOf`) as possible. Where the forms of a choice differ in their type (a text, or
 * a map of …), the keywords of each say nothing of the other's values, so that one schema with both types and all keywords
 * is the same rule. Its faults name the value at fault; those of a choice only say that no form fits.
 */
export function simplifySchema(schema: JsonSchema): JsonSchema {
  return simplify(schema, schema['definitions']);
}

function simplify(schema: unknown, definitions: unknown): JsonSchema {
  if (!isRecord(schema)) return {};
  const entries = Object.entries(schema).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    if (key === 'id' || key === '$schema' || key === 'oneOf') return [];
    // In `properties`, a key may have the name of a keyword.
    if (MAPS.has(key) && isRecord(value)) {
      const parts = Object.entries(value).map(([name, part]) => [name, simplify(part, definitions)]);
      return [[key, Object.fromEntries(parts)]];
    }
    if (key === 'format') return Object.entries(FORMS[String(value)] ?? {});
    return [[key, isRecord(value) ? simplify(value, definitions) : value]];
  });
  return { ...Object.fromEntries(entries), ...joinForms(schema['oneOf'], definitions) };
}

function joinForms(forms: unknown, definitions: unknown): JsonSchema {
  if (!Array.isArray(forms)) return {};
  const parts = forms.map((form: unknown) => simplify(follow(form, definitions), definitions));
  const types = parts.flatMap((part) => listTypes(part));
  const isDisjoint =
    new Set(types).size === types.length && parts.every((part) => listTypes(part).length > 0);
  if (!isDisjoint) return { oneOf: parts };
  return { ...Object.fromEntries(parts.flatMap((part) => Object.entries(part))), type: types };
}

/** A form that is defined elsewhere. */
function follow(form: unknown, definitions: unknown): unknown {
  const reference = isRecord(form) ? form['$ref'] : undefined;
  if (typeof reference !== 'string' || !isRecord(definitions)) return form;
  return definitions[reference.replace('#/definitions/', '')];
}

function listTypes({ type }: JsonSchema): readonly string[] {
  return (Array.isArray(type) ? type : [type]).filter((each) => typeof each === 'string');
}
