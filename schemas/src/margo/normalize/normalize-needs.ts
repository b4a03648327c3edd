import type { RequiredResources } from '../../generated/margo-package-rc2.ts';
import type { DeviceConstraints, Selector } from '../../generated/margo-package-rc3.ts';
import type { EligibilityRule, MatchExpression, ProfileNeeds } from '../app-package.ts';
import { parseQuantity } from '../parse-quantity.ts';

type Amounts = Pick<RequiredResources, 'memory' | 'storage'> & {
  readonly cpu?: { readonly cores: number; readonly architectures?: readonly string[] };
};

/** `requiredResources` of preview release 1 and release candidate 2, which only has more words. */
export function normalizeResources(resources: RequiredResources = {}): ProfileNeeds {
  const { peripherals = [], interfaces = [] } = resources;
  return { ...normalizeAmounts(resources), peripherals, interfaces, eligibility: [] };
}

/** `deviceConstraints` of release candidate 3. */
export function normalizeConstraints(constraints: DeviceConstraints = {}): ProfileNeeds {
  const amounts = normalizeAmounts(constraints.capacityRequirements ?? {});
  const eligibility = (constraints.eligibilityRules ?? []).map(
    (rule): EligibilityRule => ({
      expressions: [
        ...normalizeSelector(rule.propertySelector, 'properties'),
        ...normalizeSelector(rule.labelSelector, 'labels'),
      ],
    }),
  );
  return { ...amounts, peripherals: [], interfaces: [], eligibility };
}

function normalizeAmounts(amounts: Amounts): Partial<ProfileNeeds> {
  const { cpu, memory, storage } = amounts;
  return {
    ...(cpu === undefined ? {} : { cores: cpu.cores }),
    ...(cpu?.architectures === undefined ? {} : { architectures: cpu.architectures }),
    ...(memory === undefined ? {} : { memoryBytes: parseQuantity(memory) }),
    ...(storage === undefined ? {} : { storageBytes: parseQuantity(storage) }),
  };
}

function normalizeSelector(selector: Selector | undefined, on: MatchExpression['on']): MatchExpression[] {
  return (selector?.matchExpressions ?? []).map(({ itemSelector, ...expression }) => ({
    on,
    ...expression,
    ...(itemSelector === undefined ? {} : { itemSelector: normalizeSelector(itemSelector, 'properties') }),
  }));
}
