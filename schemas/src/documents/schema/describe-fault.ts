import type { ErrorObject } from 'ajv';
import type { ErrorCode } from '../../errors/error-table.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { PathStep } from '../json-pointer.ts';
import { ADDRESS_RULE, describeApart, takeAddressApart } from './repair-address.ts';
import { repairText } from './repair-text.ts';
import { suggestMeant } from './synonyms.ts';
import { readTruth } from './truth-words.ts';

/** What an AJV error means. `message` continues the name of the value: "spec.hosts[0].port" + " must be …". */
export interface DescribedFault {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fix?: string;
  /** Steps from the value to what of it is at fault. */
  readonly below?: readonly PathStep[];
  /** The key there is at fault, not its value. */
  readonly atKey?: boolean;
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

/** The sentence for one AJV error, other than those about keys; `isJson` where the document is written in JSON. */
export function describeFault(error: ErrorObject, raw: string | undefined, isJson: boolean): DescribedFault {
  const limit = numberOf(error.params['limit']);
  switch (error.keyword) {
    case 'type':
      return describeType(error, raw, isJson);
    case 'enum':
      return describeChoice(error, listOf(error.params['allowedValues']));
    case 'const':
      return describeChoice(error, [error.params['allowedValue']]);
    case 'pattern':
      return describePattern(error);
    case 'format':
      return invalid(
        `must be a time as RFC 3339 writes it, for example 2026-01-31T12:00:00Z${but(error)}`,
        'Write date, time and zone, for example 2026-01-31T12:00:00Z.',
      );
    case 'minimum':
      return invalid(`must be at least ${limit}${but(error)}`, `Write ${limit} or more.`);
    case 'maximum':
      return invalid(`must be at most ${limit}${but(error)}`, `Write ${limit} or less.`);
    case 'exclusiveMinimum':
      return invalid(`must be greater than ${limit}${but(error)}`, `Write more than ${limit}.`);
    case 'minLength':
      return limit === 1
        ? invalid('must not be empty', 'Write a value.')
        : invalid(`must have at least ${limit} characters`, `Write ${limit} characters or more.`);
    case 'maxLength':
      return invalid(`must have at most ${limit} characters`, `Shorten it to ${limit} characters.`);
    case 'minItems':
      return limit === 1
        ? invalid('must not be empty', 'Write at least one entry.')
        : invalid(`must have at least ${limit} entries`, `Write ${limit} entries or more.`);
    case 'maxItems':
      return invalid(`must have at most ${limit} entries`, `Shorten it to ${limit} entries.`);
    case 'uniqueItems':
      return describeTwice(error);
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

function describePattern(error: ErrorObject): DescribedFault {
  const pattern = String(error.params['pattern']);
  const rule = ruleOf(error);
  const repaired = typeof error.data === 'string' ? repairText(error.data, pattern, rule) : undefined;
  const message = `must be ${rule ?? `of the form ${pattern}`}${but(error)}`;
  if (rule === ADDRESS_RULE && typeof error.data === 'string') {
    const apart = takeAddressApart(error.data, pattern);
    if (apart !== undefined) return invalid(message, toSafeText(describeApart(apart), 200));
  }
  if (repaired !== undefined) return invalid(message, `Write ${toSafeText(repaired, 200)}.`);
  return invalid(message, rule === undefined ? undefined : `Write ${rule}.`);
}

function describeType(error: ErrorObject, raw: string | undefined, isJson: boolean): DescribedFault {
  const type = String(error.params['type']);
  const types: readonly unknown[] = [error.params['type']].flat();
  const wanted = types.map((each) => TYPE_WORDS[String(each)] ?? String(each)).join(' or ');
  if (error.data === null && (raw === undefined || raw === ''))
    return invalid(`must be ${wanted}, but is empty`, `Write ${wanted} after the colon.`);
  if (type === 'string') {
    const unquoted = describeUnquoted(error, raw, isJson);
    if (unquoted !== undefined) return unquoted;
  }
  return invalid(`must be ${wanted}, not ${describeValue(error.data)}`, fixType(error, wanted, raw, isJson));
}

/** What to write where another type is meant. */
function fixType(error: ErrorObject, wanted: string, raw: string | undefined, isJson: boolean): string {
  const { data } = error;
  const type = String(error.params['type']);
  const holdsMaps = isMapSchema(error.parentSchema?.['items']);
  const shown = toSafeText(raw ?? '', SHOWN);
  if (type === 'array' && typeof data === 'object' && data !== null)
    return isJson ? 'Write a list: its entries in [ ].' : 'Write a list: a dash before each entry.';
  if (type === 'array' && raw !== undefined && data !== null)
    return holdsMaps
      ? 'Write a list of maps: a dash before the first key of each.'
      : `Write a list: [${shown}].`;
  if (type === 'object')
    return isJson
      ? 'Write a map: its keys and their values in { }.'
      : 'Write a map: its keys on lines of their own below, indented.';
  const isQuoted = typeof data === 'string' && raw !== undefined;
  const isNumber = (type === 'integer' ? /^-?\d{1,15}$/ : /^-?\d{1,15}(?:\.\d{1,15})?$/).test(raw ?? '');
  if (isQuoted && (type === 'integer' || type === 'number') && isNumber)
    return `Remove the quotes: ${shown}.`;
  const truth = type === 'boolean' && isQuoted ? readTruth(raw) : undefined;
  if (truth !== undefined) return `Write ${truth}, without quotes.`;
  return `Write ${wanted}.`;
}

/** A schema of maps, as far as it says so itself: all that our schemas refer to are maps, but for those of scalars. */
function isMapSchema(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if ('$ref' in schema) return !String(schema.$ref).endsWith('Scalar');
  return 'type' in schema && schema.type === 'object';
}

/** A text that YAML took for something else: `version: 1.0`. Where quotes alone would not help, the rule is said. */
function describeUnquoted(
  error: ErrorObject,
  raw: string | undefined,
  isJson: boolean,
): DescribedFault | undefined {
  const { data } = error;
  const isMisread = typeof data === 'number' || typeof data === 'boolean' || data === null;
  if (!isMisread || raw === undefined) return undefined;
  const shown = toSafeText(raw, SHOWN);
  const pattern: unknown = error.parentSchema?.['pattern'];
  const rule = ruleOf(error);
  if (typeof pattern === 'string' && rule !== undefined && !new RegExp(pattern, 'u').test(raw))
    return invalid(`must be ${rule}, not ${shown}`, `Write ${rule}.`);
  return {
    code: 'DOCUMENT_UNQUOTED',
    message: isJson
      ? `must be a text, not ${describeValue(data)}`
      : `must be a text, but YAML reads ${shown} as ${describeValue(data)}`,
    fix: `Put it in quotes: "${shown}".`,
  };
}

function describeChoice(error: ErrorObject, allowed: readonly unknown[]): DescribedFault {
  const words = [...new Set(allowed.map((word) => String(word)))];
  const list = words.length === 1 ? words.join('') : `one of ${words.join(', ')}`;
  const truth = readTruth(error.data);
  if (truth !== undefined && allowed.includes(truth))
    return invalid(`must be true or false${but(error)}`, `Write ${truth}, without quotes.`);
  const near = typeof error.data === 'string' ? suggestMeant(error.data, words) : undefined;
  const message = `must be ${list}${but(error)}${near === undefined ? '' : `; did you mean ${near}?`}`;
  return invalid(message, `Write ${near ?? list}.`);
}

/** Two equal entries, at the later one. */
function describeTwice(error: ErrorObject): DescribedFault {
  const places = [numberOf(error.params['i']), numberOf(error.params['j'])].sort(
    (left, right) => left - right,
  );
  const [first = 0, second = 0] = places;
  const message = `must not hold an entry twice, as [${first}] and as [${second}]`;
  return { ...invalid(message, 'Keep one of the two.'), below: [second] };
}

function describeForms(error: ErrorObject): DescribedFault {
  const { data } = error;
  if (typeof data === 'object' && data !== null && Object.hasOwn(data, 'secretRef')) {
    return describeSecret(error, { ...data });
  }
  const slip = describeSecretSlip(error);
  if (slip !== undefined) return slip;
  const rule: unknown = error.parentSchema?.['errorMessage'];
  const start = typeof rule === 'string' ? rule : 'must have one of the allowed forms';
  const fix = `Write ${start.replace(/^must (?:be|have) /, '')}.`;
  return invalid(`${start}, ${data === null ? 'but is empty' : `not ${describeValue(data)}`}`, fix);
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
    const message = `refers to a secret, but has the key ${shown} beside secretRef`;
    return { code, message, fix, below: [other], atKey: true };
  }
  const shown = typeof name === 'string' ? toSafeText(JSON.stringify(name), SHOWN) : describeValue(name);
  return {
    code,
    message: `refers to a secret by ${shown}; its name must be lower-case letters, digits and dashes, with a letter or digit at both ends, at most 63`,
    fix: "Write the name that secrets of the site's lo.yaml has; files and variables are named there, never in Git.",
    below: ['secretRef'],
  };
}

/** `{ secretref: NAME }` and the like, where a secret may stand. */
function describeSecretSlip(error: ErrorObject): DescribedFault | undefined {
  const { data } = error;
  const forms: unknown = error.parentSchema?.['anyOf'];
  if (typeof data !== 'object' || data === null || !Array.isArray(forms) || !forms.some(isSecretForm))
    return undefined;
  const [key, ...others] = Object.keys(data);
  if (key === undefined || others.length > 0 || suggestMeant(key, ['secretRef']) === undefined)
    return undefined;
  const shown = toSafeText(JSON.stringify(key), SHOWN);
  const message = `has the key ${shown}; did you mean secretRef?`;
  return {
    code: 'DOCUMENT_SECRET_REF',
    message,
    fix: 'Write { secretRef: NAME }.',
    below: [key],
    atKey: true,
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

function invalid(message: string, fix?: string): DescribedFault {
  return { code: 'DOCUMENT_INVALID', message, ...(fix === undefined ? {} : { fix }) };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
