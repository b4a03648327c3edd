import { parsePointer } from '../../documents/json-pointer.ts';
import { childOf } from '../../documents/schema/describe-path.ts';
import type { MatchExpression } from '../app-package.ts';
import { isRecord } from '../is-record.ts';
import { readQuantity } from '../parse-quantity.ts';

/** What expressions are asked about. */
export interface MatchSubject {
  readonly properties: unknown;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Margo's match expressions (release candidate 3). A value that an operator cannot use makes the expression false.
 * In and NotIn look at each entry of a list; NotIn needs the key to be there; ContainsAll needs one object of a list
 * for which all expressions hold, ContainsAny one for which any holds. Amounts such as `4Gi` compare by bytes.
 */
export function matchExpression(expression: MatchExpression, subject: MatchSubject): boolean {
  const { operator, values = [], itemSelector = [] } = expression;
  const value = lookUp(expression, subject);
  switch (operator) {
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'In':
      return toScalars(value)?.some((each) => values.includes(each)) ?? false;
    case 'NotIn':
      return toScalars(value)?.every((each) => !values.includes(each)) ?? false;
    case 'Gt':
      return compare(value, values[0]) > 0;
    case 'Lt':
      return compare(value, values[0]) < 0;
    case 'ContainsAll':
      return toObjects(value).some((item) => itemSelector.every((each) => matchItem(each, item)));
    case 'ContainsAny':
      return toObjects(value).some((item) => itemSelector.some((each) => matchItem(each, item)));
  }
}

function matchItem(expression: MatchExpression, item: unknown): boolean {
  return matchExpression(expression, { properties: item, labels: {} });
}

function lookUp({ on, key }: MatchExpression, subject: MatchSubject): unknown {
  if (on === 'labels') return childOf(subject.labels, key);
  let value = subject.properties;
  for (const step of parsePointer(key)) value = childOf(value, step);
  return value;
}

/** The values to compare, or undefined where there is nothing that can be compared. */
function toScalars(value: unknown): readonly (string | number | boolean)[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const scalars = list.filter(isScalar);
  return scalars.length === list.length ? scalars : undefined;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function toObjects(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Not a number, which is neither greater nor less, where one side is none. */
function compare(left: unknown, right: unknown): number {
  return toNumber(left) - toNumber(right);
}

function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN;
  return readQuantity(value) ?? Number(value);
}
