import type { ErrorObject } from 'ajv';
import type { PathStep } from '../json-pointer.ts';
import { ruleOf } from '../schema/describe-fault.ts';
import { childOf } from '../schema/describe-path.ts';
import { repairText } from '../schema/repair-text.ts';
import { findMisspelt, suggestKey } from '../schema/suggest-key.ts';
import { suggestMeant } from '../schema/synonyms.ts';
import { readTruth } from '../schema/truth-words.ts';
import { makeSample, SAMPLE, sampleText } from './make-sample.ts';

/** A change of a value that undoes one fault of its form. */
export type Edit = {
  readonly path: readonly PathStep[];
  /** False where the fault's fix says the same. */
  readonly isGuess: boolean;
} & (
  | { readonly kind: 'set'; readonly value: unknown }
  | { readonly kind: 'remove' }
  | { readonly kind: 'rename'; readonly to: string }
);

/** What to change so that one AJV error goes; undefined where we know of nothing. */
export function findEdit(error: ErrorObject, path: readonly PathStep[]): Edit | undefined {
  const { data, params, parentSchema } = error;
  const limit = Number(params['limit']);
  function set(value: unknown, isGuess = true): Edit | undefined {
    return value === undefined ? undefined : { kind: 'set', path, value, isGuess };
  }
  if (error.propertyName !== undefined) {
    const key = [...path, error.propertyName];
    const to =
      repairText(error.propertyName, String(params['pattern'])) ?? `${SAMPLE}-${String(path.length)}`;
    return { kind: 'rename', path: key, to, isGuess: true };
  }
  switch (error.keyword) {
    case 'additionalProperties':
      return editUnknownKey(error, path);
    case 'required':
      return editMissingKey(error, path);
    case 'enum':
      return editChoice(error, path, Array.isArray(params['allowedValues']) ? params['allowedValues'] : []);
    case 'const':
      return editChoice(error, path, [params['allowedValue']]);
    case 'type':
      return editType(error, path);
    case 'pattern': {
      const repaired =
        typeof data === 'string' ? repairText(data, String(params['pattern']), ruleOf(error)) : undefined;
      return repaired === undefined ? set(sampleText(params['pattern'])) : set(repaired, false);
    }
    case 'minLength':
      return set(sampleText(childOf(parentSchema, 'pattern')));
    case 'maxLength':
      return set(String(data).slice(0, limit));
    case 'minItems':
      return set([makeSample(childOf(parentSchema, 'items'))]);
    case 'minimum':
    case 'maximum':
      return set(limit);
    case 'exclusiveMinimum':
      return set(limit + 1);
    case 'format':
      return set('2026-01-01T00:00:00Z');
    case 'anyOf':
    case 'oneOf':
      return set(SAMPLE);
    default:
      return undefined;
  }
}

function editUnknownKey(error: ErrorObject, path: readonly PathStep[]): Edit {
  const key = String(error.params['additionalProperty']);
  const to = suggestKey(error);
  const isFree = to !== undefined && childOf(error.data, to) === undefined;
  if (!isFree) return { kind: 'remove', path: [...path, key], isGuess: false };
  return { kind: 'rename', path: [...path, key], to, isGuess: false };
}

function editMissingKey(error: ErrorObject, path: readonly PathStep[]): Edit | undefined {
  const key = String(error.params['missingProperty']);
  const misspelt = findMisspelt(error);
  if (misspelt !== undefined) return { kind: 'rename', path: [...path, misspelt], to: key, isGuess: false };
  const value = makeSample(childOf(childOf(error.parentSchema, 'properties'), key));
  return value === undefined ? undefined : { kind: 'set', path: [...path, key], value, isGuess: true };
}

function editChoice(
  error: ErrorObject,
  path: readonly PathStep[],
  allowed: readonly unknown[],
): Edit | undefined {
  const words = allowed.filter((word) => typeof word === 'string');
  const truth = readTruth(error.data);
  if (truth !== undefined && allowed.includes(truth))
    return { kind: 'set', path, value: truth, isGuess: false };
  const near = typeof error.data === 'string' ? suggestMeant(error.data, words) : undefined;
  const value = near ?? allowed[0];
  return { kind: 'set', path, value, isGuess: near === undefined };
}

function editType(error: ErrorObject, path: readonly PathStep[]): Edit | undefined {
  const { data, parentSchema } = error;
  const type: unknown = [error.params['type']].flat()[0];
  const truth = readTruth(data);
  if (type === 'boolean' && truth !== undefined) return { kind: 'set', path, value: truth, isGuess: false };
  const isNumber = typeof data === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(data);
  if (isNumber && (type === 'number' || (type === 'integer' && !data.includes('.'))))
    return { kind: 'set', path, value: Number(data), isGuess: false };
  const isScalar = typeof data === 'string' || typeof data === 'number';
  const holdsTexts = childOf(childOf(parentSchema, 'items'), 'type') === 'string';
  if (type === 'array' && isScalar && holdsTexts)
    return { kind: 'set', path, value: [String(data)], isGuess: true };
  const value = makeSample(parentSchema);
  return value === undefined ? undefined : { kind: 'set', path, value, isGuess: true };
}
