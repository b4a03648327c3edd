import type { ErrorObject } from 'ajv';
import type { ErrorCode } from '../../errors/error-table.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { formatPointer, type PathStep } from '../json-pointer.ts';
import { makeDiagnostic, type Spot } from '../make-diagnostic.ts';
import { MAX_DIAGNOSTICS } from '../yaml/limits.ts';
import type { ParsedYaml } from '../yaml/parsed-yaml.ts';
import { collapseErrors } from './collapse-errors.ts';
import { compileSchema, type JsonSchema } from './compile-schema.ts';
import { describeFault, ruleOf } from './describe-fault.ts';
import { describePath } from './describe-path.ts';
import { quoteKey, showKey } from './show-key.ts';
import { findMisspelt, suggestKey } from './suggest-key.ts';
import { toPath } from './to-path.ts';

/** Longest key that a message shows. */

/** Every fault of a document against a JSON Schema, in the order of the text; none where it is valid. */
export function validateAgainst(schema: JsonSchema, parsed: ParsedYaml): readonly Diagnostic[] {
  const validate = compileSchema(schema);
  return validate(parsed.value) ? [] : describeErrors(validate.errors ?? [], parsed);
}

/** One fault for each thing that is wrong, in the order of the text, from what AJV says (with `allErrors`, `verbose`). */
export function describeErrors(reported: readonly ErrorObject[], parsed: ParsedYaml): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const errors = collapseErrors(reported);
  const misspelt = new Set(errors.map(toMeantPath));
  for (const error of errors) {
    if (error.keyword === 'required' && misspelt.has(toMissingPath(error))) continue;
    const diagnostic = toDiagnostic(error, parsed);
    const key = `${diagnostic.code} ${diagnostic.pointer} ${diagnostic.message}`;
    if (!found.has(key)) found.set(key, diagnostic);
  }
  return [...found.values()].sort(compareSpots).slice(0, MAX_DIAGNOSTICS);
}

/** Orders faults as they stand in the text. */
export function compareSpots(left: Spot, right: Spot): number {
  return left.line - right.line || left.column - right.column;
}

function toDiagnostic(error: ErrorObject, parsed: ParsedYaml): Diagnostic {
  const path = toPath(error.instancePath, parsed.value);
  const name = describePath(path, parsed.value);
  if (error.propertyName !== undefined) return describeRefusedKey(error, error.propertyName, path, parsed);
  if (error.keyword === 'additionalProperties') return describeUnknownKey(error, path, parsed);
  if (error.keyword === 'required') return describeMissingKey(error, path, parsed);
  const fault = describeFault(error, parsed.rawScalar(path), parsed.file.endsWith('.json'));
  const options = fault.fix === undefined ? {} : { fix: fault.fix };
  const below = [...path, ...(fault.below ?? [])];
  const spot = fault.atKey === true ? parsed.locateKey(below) : parsed.locate(below);
  return makeDiagnostic(
    fault.code,
    `${name} ${fault.message}`,
    { ...spot, pointer: formatPointer(path) },
    options,
  );
}

/** A misspelt key that must be there is one fault, not an unknown key and a missing one. */
function toMeantPath(error: ErrorObject): string | undefined {
  const meant = error.keyword === 'additionalProperties' ? suggestKey(error) : undefined;
  return meant === undefined ? undefined : `${error.instancePath}/${meant}`;
}

function toMissingPath(error: ErrorObject): string {
  return `${error.instancePath}/${String(error.params['missingProperty'])}`;
}

function describeUnknownKey(error: ErrorObject, path: readonly PathStep[], parsed: ParsedYaml): Diagnostic {
  const key = String(error.params['additionalProperty']);
  const known = Object.keys(toRecord(error.parentSchema?.['properties']));
  const near = suggestKey(error);
  const place = path.length === 0 ? 'the document' : describePath(path, parsed.value);
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  const message = `${place} has no key ${showKey(key)}${hint}`;
  const others =
    known.length === 0 ? 'Rename or remove it.' : `Remove it; the keys here are ${known.join(', ')}.`;
  return keyDiagnostic('DOCUMENT_UNKNOWN_KEY', message, [...path, key], parsed, {
    fix: near === undefined ? others : `Write ${near}.`,
  });
}

function describeMissingKey(error: ErrorObject, path: readonly PathStep[], parsed: ParsedYaml): Diagnostic {
  const key = String(error.params['missingProperty']);
  const child = toRecord(toRecord(error.parentSchema?.['properties'])[key]);
  const description = child['description'];
  const about = typeof description === 'string' ? ` (${description.replace(/\.$/u, '')})` : '';
  const message = `${describePath(path, parsed.value)} must have the key ${key}`;
  const misspelt = findMisspelt(error);
  if (misspelt !== undefined)
    return keyDiagnostic(
      'DOCUMENT_MISSING_KEY',
      `${message}, and has ${showKey(misspelt)}; did you mean ${key}?`,
      [...path, misspelt],
      parsed,
      { fix: `Write ${key}.` },
    );
  return keyDiagnostic('DOCUMENT_MISSING_KEY', message, path, parsed, { fix: `Add ${key}${about}.` });
}

function describeRefusedKey(
  error: ErrorObject,
  key: string,
  path: readonly PathStep[],
  parsed: ParsedYaml,
): Diagnostic {
  const limit =
    error.keyword === 'maxLength' ? `of at most ${String(error.params['limit'])} characters` : undefined;
  const rule = limit ?? ruleOf(error) ?? `of the form ${String(error.params['pattern'])}`;
  const message = `the key ${quoteKey(key)} of ${describePath(path, parsed.value)} must be ${rule}`;
  return keyDiagnostic('DOCUMENT_INVALID', message, [...path, key], parsed, { fix: 'Rename the key.' });
}

function keyDiagnostic(
  code: ErrorCode,
  message: string,
  path: readonly PathStep[],
  parsed: ParsedYaml,
  options: { readonly fix: string },
): Diagnostic {
  return makeDiagnostic(code, message, parsed.locateKey(path), options);
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
