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
  return [
    ...checkNames(source),
    ...checkComponents(source),
    ...checkTargets(source),
    ...checkRules(source),
    ...checkSettings(source),
    ...checkEligibility(source),
  ];
}
