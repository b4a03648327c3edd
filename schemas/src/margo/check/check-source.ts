import type { Fault } from '../fault.ts';
import type { MargoSource } from '../normalize/margo-source.ts';
import { checkComponents } from './check-components.ts';
import { checkEligibility } from './check-eligibility.ts';
import { checkNames } from './check-names.ts';
import { checkRules } from './check-rules.ts';
import { checkSettings } from './check-settings.ts';
import { checkTargets } from './check-targets.ts';

/** Every rule of a package beyond its schema. */
export function checkSource(source: MargoSource): readonly Fault[] {
  const rules = checkRules(source);
  return [
    ...checkNames(source),
    ...checkComponents(source),
    ...checkTargets(source),
    ...rules,
    ...checkSettings(source, nameFaultyRules(source, rules)),
    ...checkEligibility(source),
  ];
}

function nameFaultyRules(source: MargoSource, faults: readonly Fault[]): ReadonlySet<string> {
  const names = (source.document.configuration?.schema ?? []).map((rule) => rule.name);
  const errors = faults.filter(({ severity }) => severity !== 'warning');
  return new Set(errors.map(({ path }) => names[Number(path[2])] ?? ''));
}
