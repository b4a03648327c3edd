import type { ErrorObject } from 'ajv';
import type { ErrorCode } from '../../errors/error-table.ts';
import { suggestWord } from '../../text/suggest-word.ts';
import { toSafeText } from '../../text/to-safe-text.ts';

/** What an AJV error means. `message` continues the name of the value: "spec.hosts[0].port" + " must be …". */
export interface DescribedFault {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fix?: string;
}

/** Longest value that a message shows. */
const SHOWN = 60;

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'null',
};

/** The sentence for one AJV error, other than those about keys. */
export function describeFault(error: ErrorObject, raw: string | undefined): DescribedFault {
  const limit = numberOf(error.params['limit']);
  switch (error.keyword) {
    case 'type':
      return describeType(error, raw);
    case 'enum':
      return describeChoice(error, listOf(error.params['allowedValues']));
    case 'const':
      return describeChoice(error, [error.params['allowedValue']]);
    case 'pattern':
      return invalid(
        `must be ${ruleOf(error) ?? `of the form ${String(error.params['pattern'])}`}${but(error)}`,
      );
    case 'format':
      return invalid(`must be a time as RFC 3339 writes it, for example 2026-01-31T12:00:00Z${but(error)}`);
    case 'minimum':
      return invalid(`must be at least ${limit}${but(error)}`);
    case 'maximum':
      return invalid(`must be at most ${limit}${but(error)}`);
    case 'exclusiveMinimum':
      return invalid(`must be greater than ${limit}${but(error)}`);
    case 'minLength':
      return invalid(limit === 1 ? 'must not be empty' : `must have at least ${limit} characters`);
    case 'maxLength':
      return invalid(`must have at most ${limit} characters`);
    case 'minItems':
      return invalid(limit === 1 ? 'must not be empty' : `must have at least ${limit} entries`);
    case 'uniqueItems':
      return invalid(`must not hold an entry twice (entries ${error.params['j']} and ${error.params['i']})`);
    case 'anyOf':
    case 'oneOf':
      return describeForms(error);
    default:
      return invalid(toSafeText(error.message ?? `breaks the rule ${error.keyword}`, 200));
  }
}

/** What a schema says of its own rule, in words. */
export function ruleOf(error: ErrorObject): string | undefined {
  const rule: unknown = error.parentSchema?.['patternErrorMessage'];
  return typeof rule === 'string' ? rule.replace(/^must be /, '') : undefined;
}

function describeType(error: ErrorObject, raw: string | undefined): DescribedFault {
  const types: readonly unknown[] = [error.params['type']].flat();
  const wanted = types.map((type) => TYPE_WORDS[String(type)] ?? String(type)).join(' or ');
  if (error.params['type'] !== 'string')
    return invalid(`must be ${wanted}, not ${describeValue(error.data)}`);
  if (error.data === null && (raw === undefined || raw === ''))
    return invalid(`must be ${wanted}, but is empty`);
  const unquoted = error.params['type'] === 'string' ? describeUnquoted(error.data, raw) : undefined;
  return unquoted ?? invalid(`must be ${wanted}, not ${describeValue(error.data)}`);
}

/** A text that YAML took for something else: `version: 1.0`. */
function describeUnquoted(data: unknown, raw: string | undefined): DescribedFault | undefined {
  const isMisread = typeof data === 'number' || typeof data === 'boolean' || data === null;
  if (!isMisread || raw === undefined) return undefined;
  const shown = toSafeText(raw, SHOWN);
  return {
    code: 'DOCUMENT_UNQUOTED',
    message: `must be a text, but YAML reads ${shown} as ${describeValue(data)}`,
    fix: `Put it in quotes: "${shown}".`,
  };
}

function describeChoice(error: ErrorObject, allowed: readonly unknown[]): DescribedFault {
  const words = allowed.map((word) => String(word));
  const list = words.length === 1 ? words.join('') : `one of ${words.join(', ')}`;
  const near = typeof error.data === 'string' ? suggestWord(error.data, words) : undefined;
  const message = `must be ${list}${but(error)}${near === undefined ? '' : `; did you mean ${near}?`}`;
  return near === undefined ? invalid(message) : { ...invalid(message), fix: `Write ${near}.` };
}

function describeForms(error: ErrorObject): DescribedFault {
  const { data } = error;
  if (typeof data === 'object' && data !== null && Object.hasOwn(data, 'secretRef')) {
    return describeSecret(error, { ...data });
  }
  const rule: unknown = error.parentSchema?.['errorMessage'];
  const start = typeof rule === 'string' ? rule : 'must have one of the allowed forms';
  return invalid(`${start}, ${data === null ? 'but is empty' : `not ${describeValue(data)}`}`);
}

/** A reference to a secret where none may stand, or one that is not of its form. */
function describeSecret(error: ErrorObject, data: Readonly<Record<string, unknown>>): DescribedFault {
  const code = 'DOCUMENT_SECRET_REF';
  const forms: unknown = error.parentSchema?.['anyOf'];
  if (!Array.isArray(forms) || !forms.some(isSecretForm))
    return { code, message: 'refers to a secret, but only plain values may stand here' };
  const { secretRef: name, ...others } = data;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    const shown = toSafeText(JSON.stringify(other), SHOWN);
    const fix = 'Write { secretRef: NAME } and nothing else: where a secret comes from, only the site says.';
    return { code, message: `refers to a secret, but has the key ${shown} beside secretRef`, fix };
  }
  const shown = typeof name === 'string' ? toSafeText(JSON.stringify(name), SHOWN) : describeValue(name);
  return {
    code,
    message: `refers to a secret by ${shown}; its name must be lower-case letters, digits and dashes, with a letter or digit at both ends, at most 63`,
    fix: "Write the name that secrets of the site's lo.yaml has; files and variables are named there, never in Git.",
  };
}

function isSecretForm(form: unknown): boolean {
  return (
    typeof form === 'object' && form !== null && '$ref' in form && form.$ref === '#/$defs/SecretReference'
  );
}

/** What a value is, without showing it where it may be long or private. */
function describeValue(data: unknown): string {
  if (data === null) return 'empty';
  if (data === undefined) return 'missing';
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'object') return 'a map';
  if (typeof data === 'string') return 'a text';
  return `the ${typeof data === 'number' ? 'number' : 'truth value'} ${String(data)}`;
}

/** The value at fault, where its kind is bounded by a rule of the schema and so can be shown. */
function but(error: ErrorObject): string {
  const { data } = error;
  if (typeof data === 'string') return `, not ${toSafeText(JSON.stringify(data), SHOWN)}`;
  if (typeof data === 'number' || typeof data === 'boolean') return `, not ${String(data)}`;
  return `, not ${describeValue(data)}`;
}

function invalid(message: string): DescribedFault {
  return { code: 'DOCUMENT_INVALID', message };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
