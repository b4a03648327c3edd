import type { Diagnostic, ReadResult } from './diagnostic.ts';
import { checkBeyond } from './mend/check-beyond.ts';
import { checkHeader } from './schema/check-header.ts';
import { compileSchema, type JsonSchema } from './schema/compile-schema.ts';
import { compareSpots, validateAgainst } from './schema/validate-against.ts';
import { parseYaml } from './yaml/parse-yaml.ts';
import type { ParsedYaml } from './yaml/parsed-yaml.ts';

export interface ReadOptions {
  /** Name for messages; a path within its repository. */
  readonly file: string;
}

export interface ReadSiteOptions extends ReadOptions {
  /** Name of the site that the document must be of: its folder's path below `sites/`. */
  readonly site?: string;
}

/** What a reader needs to know of its kind of document. */
export interface DocumentForm<T> {
  readonly kind: string;
  /** The schema that the type was generated from. */
  readonly schema: JsonSchema;
  /** Rules that a schema cannot say; called with a document that obeys its schema. */
  check(value: T, parsed: ParsedYaml): readonly Diagnostic[];
}

/** Reads one of our own documents: syntax, version and kind, schema, then the rules beyond the schema. */
export function readDocument<T>(text: string, options: ReadOptions, form: DocumentForm<T>): ReadResult<T> {
  const parsed = parseYaml(text, options);
  if (!parsed.ok) return parsed;
  return checkDocument(parsed.value, form);
}

/** The part of {@link readDocument} behind parsing. */
export function checkDocument<T>(parsed: ParsedYaml, form: DocumentForm<T>): ReadResult<T> {
  const header = checkHeader(parsed, form.kind);
  if (header !== undefined) return { ok: false, diagnostics: [header] };
  const faults = validateAgainst(form.schema, parsed);
  const { value } = parsed;
  if (faults.length > 0 || !obeys<T>(form.schema, value)) {
    const beyond = checkBeyond(form.schema, parsed, (mended) =>
      obeys<T>(form.schema, mended.value) ? form.check(mended.value, mended) : [],
    );
    return { ok: false, diagnostics: [...faults, ...beyond].sort(compareSpots) };
  }
  const found = form.check(value, parsed);
  if (found.some((each) => each.severity === 'error')) return { ok: false, diagnostics: found };
  return { ok: true, value, warnings: found };
}

/** Trust boundary: a value that passed a schema has the type that was generated from it. */
export function obeys<T>(schema: JsonSchema, value: unknown): value is T {
  return compileSchema(schema)(value);
}
