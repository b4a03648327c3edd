import { findRepeated } from '../../documents/find-repeated.ts';
import type { PathStep } from '../../documents/json-pointer.ts';
import { suggestWord } from '../../text/suggest-word.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { checkParameterValue, findRefusedEntry } from '../check-parameter-value.ts';
import type { Fault } from '../fault.ts';
import type { MargoSource } from '../normalize/margo-source.ts';
import { findRuleTwins } from './check-names.ts';

/**
 * Settings name parameters and rules that exist, once each, and defaults obey their rules.
 *
 * @param faultyRules names of rules that make no sense by themselves: they say nothing about a default
 */
export function checkSettings(source: MargoSource, faultyRules: ReadonlySet<string>): readonly Fault[] {
  const { parameters = {}, configuration } = source.document;
  const { sections = [], schema = [] } = configuration ?? {};
  const settings = sections.flatMap((section, index) =>
    section.settings.map((setting, position) => ({
      setting,
      path: ['configuration', 'sections', index, 'settings', position] as const,
    })),
  );
  const faults: Fault[] = [];
  const excused = findRuleTwins(source);
  const repeated = findRepeated(settings.map(({ setting }) => setting.parameter));
  const second = new Set(repeated.map(({ index }) => index));
  for (const [place, { setting, path }] of settings.entries()) {
    const rule = schema.find((each) => each.name === setting.schema);
    if (rule === undefined && !excused.includes(setting.schema)) {
      const names = schema.map((each) => each.name);
      faults.push(describeDangling('rule', setting.schema, names, [...path, 'schema']));
    }
    if (!Object.hasOwn(parameters, setting.parameter)) {
      const names = Object.keys(parameters);
      faults.push(describeDangling('parameter', setting.parameter, names, [...path, 'parameter']));
      continue;
    }
    const value = parameters[setting.parameter]?.value;
    if (rule === undefined || value === undefined || faultyRules.has(rule.name) || second.has(place))
      continue;
    const judged = { ...rule, allowEmpty: rule.allowEmpty ?? false };
    const problem = checkParameterValue(judged, value);
    if (problem === undefined) continue;
    const message = `the default of ${setting.parameter} ${problem}, by the rule ${toSafeText(rule.name, 80)}`;
    const at = [findRefusedEntry(judged, value)].filter((entry) => entry !== undefined);
    const refused = ['parameters', setting.parameter, 'value', ...at];
    faults.push({ code: 'MARGO_DEFAULT_REFUSED', path: refused, message });
  }
  for (const { index, word } of repeated) {
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
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  const message = `there is no ${what} ${toSafeText(name, 80)}${hint}`;
  const shown = toSafeText(known.join(', '), 200);
  const others = known.length === 0 ? `Add the ${what}, or remove the setting.` : `Write one of ${shown}.`;
  return {
    code: 'MARGO_SETTING_DANGLING',
    path,
    message,
    fix: near === undefined ? others : `Write ${near}.`,
  };
}
