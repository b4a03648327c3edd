import type { EligibilityRule, MatchExpression, ProfileNeeds } from '../app-package.ts';
import { fromDeviceRules, toDeviceRules } from './device-rule.ts';

type Written = Readonly<Record<string, unknown>>;

/** Units of storage, smallest first; memory has the first three. */
const UNITS = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const MEMORY_UNITS = UNITS.slice(0, 3);

/** `requiredResources` of preview release 1; undefined where nothing is needed. */
export function writeResources(needs: ProfileNeeds): Written | undefined {
  // No dialect has both, devices and rules.
  const devices = needs.eligibility.length === 0 ? needs : fromDeviceRules(needs.eligibility);
  return omitEmpty({
    ...writeAmounts(needs, needs.architectures),
    peripherals: orNothing(devices?.peripherals ?? []),
    interfaces: orNothing(devices?.interfaces ?? []),
  });
}

/** `deviceConstraints` of release candidate 3; undefined where nothing is needed. */
export function writeConstraints(needs: ProfileNeeds): Written | undefined {
  // rc3 has one name for amd64 and x86_64.
  const architectures = needs.architectures?.map((name) => (name === 'x86_64' ? 'amd64' : name));
  const rules = needs.eligibility.length === 0 ? toDeviceRules(needs) : needs.eligibility;
  return omitEmpty({
    capacityRequirements: omitEmpty(writeAmounts(needs, architectures && [...new Set(architectures)])),
    eligibilityRules: orNothing(rules.map(writeRule)),
  });
}

function writeAmounts(needs: ProfileNeeds, architectures: readonly string[] | undefined): Written {
  const { cores, memoryBytes, storageBytes } = needs;
  return {
    cpu: cores === undefined ? undefined : { cores, architectures },
    memory: memoryBytes === undefined ? undefined : writeQuantity(memoryBytes, MEMORY_UNITS),
    storage: storageBytes === undefined ? undefined : writeQuantity(storageBytes, UNITS),
  };
}

/** In the largest unit that keeps the number whole. */
function writeQuantity(bytes: number, units: readonly string[]): string {
  let count = bytes / 1024;
  let index = 0;
  while (count > 0 && count % 1024 === 0 && index < units.length - 1) {
    count /= 1024;
    index += 1;
  }
  return `${count}${units[index]}`;
}

function writeRule({ expressions }: EligibilityRule): Written {
  return {
    propertySelector: writeSelector(expressions.filter(({ on }) => on === 'properties')),
    labelSelector: writeSelector(expressions.filter(({ on }) => on === 'labels')),
  };
}

function writeSelector(expressions: readonly MatchExpression[]): Written | undefined {
  if (expressions.length === 0) return undefined;
  return {
    matchExpressions: expressions.map(({ key, operator, values, itemSelector }) => ({
      key,
      operator,
      values,
      itemSelector: itemSelector === undefined ? undefined : writeSelector(itemSelector),
    })),
  };
}

function orNothing(list: readonly unknown[]): readonly unknown[] | undefined {
  return list.length === 0 ? undefined : list;
}

function omitEmpty(record: Written): Written | undefined {
  return Object.values(record).every((value) => value === undefined) ? undefined : record;
}
