import { invalid } from '../answers/refusal.ts';

export type Body = Readonly<Record<string, unknown>>;

/** True for a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that must be there and not be empty. @throws Refusal 422 */
export function requireString(body: Body, resource: string, field: string): string {
  const value = optionalString(body, resource, field);
  if (value === undefined || value === '') {
    throw invalid(resource, field, 'missing_field');
  }
  return value;
}

/** A text, or nothing (null counts as nothing). @throws Refusal 422 for another type */
export function optionalString(body: Body, resource: string, field: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw invalid(resource, field, 'invalid', `${field} is not a string`);
  }
  return value;
}

/** A truth value, or nothing. @throws Refusal 422 for another type */
export function optionalBoolean(body: Body, resource: string, field: string): boolean | undefined {
  const value = body[field];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'boolean') {
    throw invalid(resource, field, 'invalid', `${field} is not a boolean`);
  }
  return value;
}

/** A list of texts, or nothing; label lists may also hold objects with a name. @throws Refusal 422 */
export function optionalNames(body: Body, resource: string, field: string): string[] | undefined {
  const value = body[field];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!Array.isArray(value)) {
    throw invalid(resource, field, 'invalid', `${field} is not a list`);
  }
  return value.map((item: unknown) => {
    const name = isRecord(item) ? item['name'] : item;
    if (typeof name !== 'string' || name === '') {
      throw invalid(resource, field, 'invalid');
    }
    return name;
  });
}

/** A list of objects. @throws Refusal 422 */
export function requireRecords(body: Body, resource: string, field: string): Record<string, unknown>[] {
  const value = body[field];
  if (!Array.isArray(value)) {
    throw invalid(resource, field, 'missing_field');
  }
  return value.map((item: unknown) => {
    if (!isRecord(item)) {
      throw invalid(resource, field, 'invalid');
    }
    return item;
  });
}

/** One word of a fixed list, or nothing. @throws Refusal 422 */
export function optionalChoice<T extends string>(
  body: Body,
  resource: string,
  field: string,
  choices: readonly T[],
): T | undefined {
  const value = optionalString(body, resource, field);
  const choice = choices.find((known) => known === value);
  if (value !== undefined && choice === undefined) {
    throw invalid(resource, field, 'invalid', `${field} is not included in the list`);
  }
  return choice;
}
