import { findRepeated } from '../../documents/find-repeated.ts';
import type { PathStep } from '../../documents/json-pointer.ts';
import { suggestWord } from '../../text/suggest-word.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { checkParameterValue } from '../check-parameter-value.ts';
import { compilePattern } from '../compile-pattern.ts';
import type { Fault } from '../fault.ts';
import type { MargoSource } from '../normalize/margo-source.ts';

/** Settings name parameters and rules that exist, once each, and defaults obey their rules. */
export function checkSettings(source: MargoSource): readonly Fault[] {
  const { parameters = {}, configuration } = source.document;
  const { sections = [], schema = [] } = configuration ?? {};
  const settings = sections.flatMap((section, index) =>
    section.settings.map((setting, position) => ({
      setting,
      path: ['configuration', 'sections', index, 'settings', position] as const,
    })),
  );
  const faults: Fault[] = [];
  for (const { setting, path } of settings) {
    const rule = schema.find((each) => each.name === setting.schema);
    if (rule === undefined) {
      const names = schema.map((each) => each.name);
      faults.push(describeDangling('rule', setting.schema, names, [...path, 'schema']));
    }
    if (!Object.hasOwn(parameters, setting.parameter)) {
      const names = Object.keys(parameters);
      faults.push(describeDangling('parameter', setting.parameter, names, [...path, 'parameter']));
      continue;
    }
    const value = parameters[setting.parameter]?.value;
    // A pattern that cannot be run is reported as such; it says nothing about the default.
    const isUsable = rule?.regexMatch === undefined || compilePattern(rule.regexMatch).ok;
    if (rule === undefined || value === undefined || !isUsable) continue;
    const problem = checkParameterValue({ ...rule, allowEmpty: rule.allowEmpty ?? false }, value);
    if (problem === undefined) continue;
    const message = `the default of ${setting.parameter} ${problem}, by the rule ${toSafeText(rule.name, 80)}`;
    faults.push({ code: 'MARGO_DEFAULT_REFUSED', path: ['parameters', setting.parameter, 'value'], message });
  }
  for (const { index, word } of findRepeated(settings.map(({ setting }) => setting.parameter))) {
    const path = [...(settings[index]?.path ?? []), 'parameter'];
    const message = `the parameter ${toSafeText(word, 80)} has two settings`;
    faults.push({ code: 'MARGO_SETTING_DUPLICATE', path, message });
  }
  return faults;
}

function describeDangling(
  what: 'parameter' | 'rule',
  name: string,
  known: readonly string[],
  path: readonly PathStep[],
): Fault {
  const near = suggestWord(name, known);
  const message = `there is no ${what} ${toSafeText(name, 80)}`;
  return {
    code: 'MARGO_SETTING_DANGLING',
    path,
    message,
    ...(near === undefined ? {} : { fix: `Write ${near}.` }),
  };
}
