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

/** Words of JSON Schema and of earlier Margo sketches, and what to do about them. */
const FIXES: Readonly<Record<string, string>> = {
  minimum: 'Write minValue.',
  maximum: 'Write maxValue.',
  pattern: 'Write regexMatch.',
  enum: 'Write options.',
  type: 'Write dataType.',
  sensitive: 'Remove it. A secret is no parameter: a site grants secrets in its own configuration.',
};

/** Words of rules that Margo does not define. Looked for before the schema, which could only say "unknown key". */
export function checkRuleWords(value: unknown): readonly Fault[] {
  const configuration = isRecord(value) ? value['configuration'] : undefined;
  const rules = isRecord(configuration) ? configuration['schema'] : undefined;
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule, index) => {
    if (!isRecord(rule)) return [];
    const unknown = Object.keys(rule).filter((word) => !KNOWN.includes(word));
    return unknown.map((word): Fault => {
      const shown = toSafeText(word, 60);
      const fix = Object.hasOwn(FIXES, word) ? FIXES[word] : undefined;
      return {
        code: 'MARGO_RULE_WORD_UNKNOWN',
        path: ['configuration', 'schema', index, word],
        message: `rules have no word ${shown}`,
        ...(fix === undefined ? {} : { fix }),
        atKey: true,
      };
    });
  });
}
