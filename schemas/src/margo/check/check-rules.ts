import { findRepeated } from '../../documents/find-repeated.ts';
import type { PathStep } from '../../documents/json-pointer.ts';
import type { Rule } from '../../generated/margo-package-pr1.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { compilePattern } from '../compile-pattern.ts';
import type { Fault } from '../fault.ts';
import type { MargoSource } from '../normalize/margo-source.ts';

/** Which words go with which type of the value or, for lists, of their entries. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'regexMatch', 'options', 'multiselect'],
  integer: ['minValue', 'maxValue', 'options', 'multiselect'],
  double: ['minValue', 'maxValue', 'minPrecision', 'maxPrecision', 'options', 'multiselect'],
  boolean: ['options', 'multiselect'],
};

/** Rules make sense by themselves: words that their type has, ranges that are not empty, patterns that can be run. */
export function checkRules(source: MargoSource): readonly Fault[] {
  const rules: readonly Rule[] = source.document.configuration?.schema ?? [];
  return rules.flatMap((rule, index) => {
    const path = ['configuration', 'schema', index];
    return [
      ...checkWords(rule, path),
      ...checkRanges(rule, path),
      ...checkPattern(rule, path),
      ...checkOptions(rule, path),
    ];
  });
}

function checkWords(rule: Rule, path: readonly PathStep[]): readonly Fault[] {
  const known = ['name', 'dataType', 'allowEmpty', ...(WORDS[itemTypeOf(rule)] ?? [])];
  const foreign = Object.keys(rule).filter((word) => !known.includes(word) && isRuleWord(word));
  return foreign.map((word) => ({
    code: 'MARGO_RULE_INVALID',
    path: [...path, word],
    message: `the rule ${nameOf(rule)} is for ${rule.dataType}, which has no ${word}`,
    fix: `Remove ${word}; rules for ${rule.dataType} have ${(WORDS[itemTypeOf(rule)] ?? []).join(', ')} and allowEmpty.`,
    atKey: true,
  }));
}

function checkRanges(rule: Rule, path: readonly PathStep[]): readonly Fault[] {
  const ranges = [
    ['minLength', 'maxLength', rule.minLength, rule.maxLength],
    ['minValue', 'maxValue', rule.minValue, rule.maxValue],
    ['minPrecision', 'maxPrecision', rule.minPrecision, rule.maxPrecision],
  ] as const;
  return ranges.flatMap(([low, high, least, most]) => {
    if (least === undefined || most === undefined || least <= most) return [];
    const message = `the rule ${nameOf(rule)} can never hold: ${low} ${least} is above ${high} ${most}`;
    const fix = `Write at most ${most}, or raise ${high}.`;
    return [{ code: 'MARGO_RULE_INVALID', path: [...path, low], message, fix }];
  });
}

function checkPattern(rule: Rule, path: readonly PathStep[]): readonly Fault[] {
  if (rule.regexMatch === undefined) return [];
  const pattern = compilePattern(rule.regexMatch);
  if (pattern.ok) return [];
  const message = `the pattern of rule ${nameOf(rule)} cannot be used: ${pattern.reason}`;
  const fix = pattern.fix === undefined ? {} : { fix: pattern.fix };
  return [{ code: 'MARGO_PATTERN_UNSUPPORTED', path: [...path, 'regexMatch'], message, ...fix }];
}

function checkOptions(rule: Rule, path: readonly PathStep[]): readonly Fault[] {
  if (rule.options === undefined) {
    if (rule.multiselect !== true) return [];
    const message = `the rule ${nameOf(rule)} has multiselect but no options`;
    const fix = 'Add options: the values to choose from; or remove multiselect.';
    return [{ code: 'MARGO_RULE_INVALID', path: [...path, 'multiselect'], message, fix }];
  }
  const type = itemTypeOf(rule);
  const twice = findRepeated(rule.options.map((option) => JSON.stringify(option))).map(
    ({ index, word }): Fault => {
      const message = `the rule ${nameOf(rule)} has the option ${toSafeText(word, 60)} twice`;
      const at = [...path, 'options', index];
      return {
        code: 'MARGO_RULE_INVALID',
        path: at,
        message,
        fix: 'Keep one of the two.',
        severity: 'warning',
      };
    },
  );
  const foreign = rule.options.flatMap((option, index): readonly Fault[] => {
    if (
      type === 'integer'
        ? Number.isSafeInteger(option)
        : typeof option === (type === 'double' ? 'number' : type)
    ) {
      return [];
    }
    const message = `the option ${toSafeText(String(option), 60)} of rule ${nameOf(rule)} is not of type ${type}`;
    const fix =
      type === 'string'
        ? `Put it in quotes: "${toSafeText(String(option), 60)}".`
        : `Write a value of type ${type}.`;
    return [{ code: 'MARGO_RULE_INVALID', path: [...path, 'options', index], message, fix }];
  });
  return [...twice, ...foreign];
}

function itemTypeOf(rule: Rule): string {
  return rule.dataType.replace(/^array\[|\]$/g, '');
}

function isRuleWord(word: string): boolean {
  return Object.values(WORDS).some((words) => words.includes(word));
}

function nameOf(rule: Rule): string {
  return toSafeText(rule.name, 80);
}
