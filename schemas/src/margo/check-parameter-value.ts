import type { ParameterValue } from '../generated/desired-state.ts';
import { isSecretReference, type PlainValue } from '../resolve/secret-reference.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { ParameterRule } from './app-package.ts';
import { compilePattern } from './compile-pattern.ts';

type Scalar = Exclude<PlainValue, readonly unknown[]>;

/** Longest value that a message shows. */
const SHOWN = 60;

/**
 * Checks a value against its Margo rule. Of a secret nothing is known here but its name: no rule is broken by it.
 *
 * @returns what is wrong, to be read after the parameter's name ("must have at most 45 characters, has 50"), or
 *   undefined where the value is good
 */
export function checkParameterValue(rule: ParameterRule, value: ParameterValue): string | undefined {
  if (isSecretReference(value)) return undefined;
  if (isEmpty(value)) return rule.allowEmpty ? undefined : 'must not be empty';
  if (!isForLists(rule)) {
    if (Array.isArray(value)) return `must be ${describeType(rule.dataType)}, not a list`;
    return checkScalar(rule, rule.dataType, value);
  }
  if (!Array.isArray(value)) return 'must be a list';
  for (const item of value) {
    const problem = checkScalar(rule, itemTypeOf(rule), item);
    if (problem !== undefined) return `${problem} (in the list's entry ${show(item)})`;
  }
  return undefined;
}

/** The entry of a list that breaks the rule of its list, by its place; undefined where it is another fault, or none. */
export function findRefusedEntry(rule: ParameterRule, value: ParameterValue): number | undefined {
  if (!Array.isArray(value) || !isForLists(rule)) return undefined;
  const place = value.findIndex((entry) => checkScalar(rule, itemTypeOf(rule), entry) !== undefined);
  return place === -1 ? undefined : place;
}

function isForLists(rule: ParameterRule): boolean {
  return rule.dataType.startsWith('array[') || rule.multiselect === true;
}

function itemTypeOf(rule: ParameterRule): string {
  return rule.dataType.replace(/^array\[|\]$/g, '');
}

function isEmpty(value: PlainValue): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

function checkScalar(rule: ParameterRule, type: string, value: Scalar): string | undefined {
  if (!hasType(type, value)) return `must be ${describeType(type)}, is ${show(value)}`;
  if (rule.options !== undefined && !rule.options.includes(value)) {
    return `must be one of ${toSafeText(rule.options.join(', '), 200)}, is ${show(value)}`;
  }
  if (typeof value === 'string') return checkText(rule, value);
  return typeof value === 'number' ? checkNumber(rule, value) : undefined;
}

function hasType(type: string, value: Scalar): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'double') return typeof value === 'number' && Number.isFinite(value);
  return typeof value === type;
}

function describeType(type: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    integer: 'a whole number',
    double: 'a number',
    boolean: 'true or false',
  };
  return words[type] ?? type;
}

function checkText(rule: ParameterRule, value: string): string | undefined {
  const length = [...value].length;
  const { minLength, maxLength, regexMatch } = rule;
  if (minLength !== undefined && length < minLength) {
    return `must have at least ${minLength} characters, has ${length}`;
  }
  if (maxLength !== undefined && length > maxLength)
    return `must have at most ${maxLength} characters, has ${length}`;
  if (regexMatch === undefined) return undefined;
  const pattern = compilePattern(regexMatch);
  if (!pattern.ok)
    return `cannot be checked: the pattern ${show(regexMatch)} is not usable (${pattern.reason})`;
  return pattern.test(value) ? undefined : `must match ${toSafeText(regexMatch, 200)}, is ${show(value)}`;
}

function checkNumber(rule: ParameterRule, value: number): string | undefined {
  const { minValue, maxValue, minPrecision, maxPrecision } = rule;
  if (minValue !== undefined && value < minValue) return `must be at least ${minValue}, is ${value}`;
  if (maxValue !== undefined && value > maxValue) return `must be at most ${maxValue}, is ${value}`;
  const places = countDecimalPlaces(value);
  if (minPrecision !== undefined && places < minPrecision) {
    return `must have at least ${minPrecision} decimal places, is ${value}`;
  }
  if (maxPrecision !== undefined && places > maxPrecision) {
    return `must have at most ${maxPrecision} decimal places, is ${value}`;
  }
  return undefined;
}

/** Of the shortest decimal that reads back as this number: 0.25 has two, 1e-7 has seven. */
function countDecimalPlaces(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const places = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, places - Number(exponent));
}

function show(value: Scalar): string {
  return typeof value === 'string' ? JSON.stringify(toSafeText(value, SHOWN)) : String(value);
}
