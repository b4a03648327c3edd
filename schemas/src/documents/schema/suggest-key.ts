import type { ErrorObject } from 'ajv';
import { suggestWord } from '../../text/suggest-word.ts';
import { repairText } from './repair-text.ts';
import { suggestMeant } from './synonyms.ts';

/** The key that an unknown one most likely stands for, of those that the schema knows there. */
export function suggestKey(error: ErrorObject): string | undefined {
  const word = String(error.params['additionalProperty']);
  const here = toRecord(error.data);
  const known = Object.keys(toRecord(error.parentSchema?.['properties']));
  const free = known.filter((key) => !Object.hasOwn(here, key));
  const patterns = Object.keys(toRecord(error.parentSchema?.['patternProperties']));
  const repaired = patterns.map((pattern) => repairKey(word, pattern)).find((each) => each !== undefined);
  return suggestMeant(word, free) ?? suggestWord(word, known) ?? repaired;
}

/** The words of a name are joined; of another slip, what it is in any text. */
function repairKey(word: string, pattern: string): string | undefined {
  const joined = word.trim().replaceAll(/\s+/g, '-');
  return joined !== word && new RegExp(pattern, 'u').test(joined) ? joined : repairText(word, pattern);
}

/** The key that a missing one was misspelt as, in a map that may have any key. */
export function findMisspelt(error: ErrorObject): string | undefined {
  const missing = String(error.params['missingProperty']);
  const known = Object.keys(toRecord(error.parentSchema?.['properties']));
  const others = Object.keys(toRecord(error.data)).filter((key) => !known.includes(key));
  return others.find((key) => suggestMeant(key, [missing]) !== undefined);
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
