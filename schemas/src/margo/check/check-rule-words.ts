import { suggestMeant } from '../../documents/schema/synonyms.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { Fault } from '../fault.ts';
import { isRecord } from '../is-record.ts';

const KNOWN = [
  'name',
  'dataType',
  'allowEmpty',
  'minLength',
  'maxLength',
  'regexMatch',
  'minValue',
  'maxValue',
  'minPrecision',
  'maxPrecision',
  'options',
  'multiselect',
];

const REQUIRED = ['name', 'dataType'];

/** Words of earlier Margo sketches that stand for no other, and what to do about them. */
const FIXES: Readonly<Record<string, string>> = {
  sensitive: 'Remove it. A secret is no parameter: a site grants secrets in its own configuration.',
};

/** Words of rules that Margo does not define. Looked for before the schema, which could only say "unknown key". */
export function checkRuleWords(value: unknown): readonly Fault[] {
  const configuration = isRecord(value) ? value['configuration'] : undefined;
  const rules = isRecord(configuration) ? configuration['schema'] : undefined;
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule, index) => {
    if (!isRecord(rule)) return [];
    const free = KNOWN.filter((word) => !Object.hasOwn(rule, word));
    const unknown = Object.keys(rule).filter((word) => !KNOWN.includes(word));
    return unknown.flatMap((word): readonly Fault[] => {
      const near = suggestMeant(word, free);
      // A misspelt key that must be there is the schema's to report: it knows then that nothing is missing.
      if (near !== undefined && REQUIRED.includes(near)) return [];
      const shown = `${toSafeText(word, 60)}${near === undefined ? '' : `; did you mean ${near}?`}`;
      const known = Object.hasOwn(FIXES, word) ? FIXES[word] : undefined;
      const fix = near === undefined ? known : `Write ${near}.`;
      const path = ['configuration', 'schema', index, word];
      const message = `rules have no word ${shown}`;
      return [
        {
          code: 'MARGO_RULE_WORD_UNKNOWN',
          path,
          message,
          ...(fix === undefined ? {} : { fix }),
          atKey: true,
        },
      ];
    });
  });
}
