import type { ErrorObject } from 'ajv';
import { suggestWord } from '../../text/suggest-word.ts';
import { suggestMeant } from './synonyms.ts';

/** The key that an unknown one most likely stands for, of those that the schema knows there. */
export function suggestKey(error: ErrorObject): string | undefined {
  const word = String(error.params['additionalProperty']);
  const here = toRecord(error.data);
  const known = Object.keys(toRecord(error.parentSchema?.['properties']));
  const free = known.filter((key) => !Object.hasOwn(here, key));
  return suggestMeant(word, free) ?? suggestWord(word, known);
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
