import { Ajv, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';

/** A JSON Schema as data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Keywords of editors (the JSON and YAML language services), shown in our messages too: what a pattern or a choice of
 * forms means, in words.
 */
export const EDITOR_KEYWORDS = ['patternErrorMessage', 'errorMessage'] as const;

const compiled = new WeakMap<JsonSchema, ValidateFunction>();
let ajv: Ajv | undefined;

/** The validator of a schema, compiled at its first use: start-up pays for no schema that is not needed. */
export function compileSchema(schema: JsonSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  ajv ??= makeAjv();
  const validate = ajv.compile({ ...schema });
  compiled.set(schema, validate);
  return validate;
}

function makeAjv(): Ajv {
  // Hooks and commands start for a few documents. Our schemas are constants, which a test holds to their own schema; and
  // V8 drops by itself what AJV's optimisations would, at less cost.
  const speed = { validateSchema: false, code: { optimize: false } };
  const made = new Ajv({ strict: true, allErrors: true, verbose: true, addUsedSchema: false, ...speed });
  made.addVocabulary([...EDITOR_KEYWORDS]);
  made.addFormat('date-time', fullFormats['date-time']);
  return made;
}
