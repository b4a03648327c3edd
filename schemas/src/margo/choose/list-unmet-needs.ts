import type { HostCapabilities } from '../../generated/site.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { MatchExpression, ProfileNeeds } from '../app-package.ts';
import { formatQuantity, readQuantity } from '../parse-quantity.ts';
import { describeHost } from './describe-host.ts';
import { type MatchSubject, matchExpression } from './match-expression.ts';

/** A need that a host does not meet: "needs <need>; host edge-01 <found>". */
export interface UnmetNeed {
  readonly need: string;
  readonly found: string;
}

type Device = { readonly type: string; readonly manufacturer?: string; readonly model?: string };

/** What a host lacks for a profile. What the inventory does not tell counts as lacking. */
export function listUnmetNeeds(
  needs: ProfileNeeds,
  capabilities: HostCapabilities,
  labels: Readonly<Record<string, string>>,
): readonly UnmetNeed[] {
  return [
    ...checkCpu(needs, capabilities),
    ...checkAmount('memory', needs.memoryBytes, capabilities.memory),
    ...checkAmount('storage', needs.storageBytes, capabilities.storage),
    ...checkDevices('peripheral', needs.peripherals, capabilities.peripherals ?? []),
    ...checkDevices('interface', needs.interfaces, capabilities.interfaces ?? []),
    ...checkEligibility(needs, { properties: describeHost(capabilities), labels }),
  ];
}

function checkCpu(needs: ProfileNeeds, { cpu }: HostCapabilities): readonly UnmetNeed[] {
  const unmet: UnmetNeed[] = [];
  if (needs.cores !== undefined && (cpu?.cores ?? 0) < needs.cores) {
    const found = cpu?.cores === undefined ? 'lists no cores' : `has ${cpu.cores}`;
    unmet.push({ need: `${needs.cores} cores`, found });
  }
  const { architectures = [] } = needs;
  const own = cpu?.architecture;
  if (architectures.length > 0 && (own === undefined || !architectures.map(unify).includes(unify(own)))) {
    const found = own === undefined ? 'lists no architecture' : `is ${own}`;
    unmet.push({ need: `an architecture of ${architectures.join(', ')}`, found });
  }
  return unmet;
}

/** amd64 and x86_64 are two names of one thing. */
function unify(architecture: string): string {
  return architecture === 'x86_64' ? 'amd64' : architecture;
}

function checkAmount(
  what: string,
  bytes: number | undefined,
  offered: string | undefined,
): readonly UnmetNeed[] {
  if (bytes === undefined || (readQuantity(offered ?? '') ?? 0) >= bytes) return [];
  return [
    {
      need: `${formatQuantity(bytes)} ${what}`,
      found: offered === undefined ? `lists no ${what}` : `has ${offered}`,
    },
  ];
}

function checkDevices(
  what: string,
  wanted: readonly Device[],
  offered: readonly Device[],
): readonly UnmetNeed[] {
  return wanted
    .filter((device) => !offered.some((other) => isSuch(device, other)))
    .map((device) => {
      const types = [...new Set(offered.map((other) => other.type))].sort();
      const found = types.length === 0 ? `lists no ${what}s` : `has ${toSafeText(types.join(', '), 120)}`;
      return { need: `the ${what} ${describeDevice(device)}`, found };
    });
}

function isSuch(wanted: Device, offered: Device): boolean {
  return (
    wanted.type === offered.type &&
    (wanted.manufacturer === undefined || wanted.manufacturer === offered.manufacturer) &&
    (wanted.model === undefined || wanted.model === offered.model)
  );
}

function describeDevice({ type, manufacturer, model }: Device): string {
  const details = [manufacturer, model].filter((detail) => detail !== undefined);
  return toSafeText([type, ...details].join(' '), 120);
}

/** One rule must hold; where none does, what fails in the first one is told. */
function checkEligibility({ eligibility }: ProfileNeeds, subject: MatchSubject): readonly UnmetNeed[] {
  const failing = eligibility.map((rule) =>
    rule.expressions.filter((each) => !matchExpression(each, subject)),
  );
  const [first] = failing;
  if (first === undefined || failing.some((expressions) => expressions.length === 0)) return [];
  const others = failing.length === 1 ? '' : `, or one of ${failing.length - 1} other rules`;
  return first.map((expression) => ({
    need: `${describeExpression(expression)}${others}`,
    found: `does not match`,
  }));
}

function describeExpression({ on, key, operator, values, itemSelector }: MatchExpression): string {
  const items = itemSelector?.map(describeExpression).join(operator === 'ContainsAll' ? ' and ' : ' or ');
  const detail = values?.join(', ') ?? (items === undefined ? '' : `(${items})`);
  const subject = on === 'labels' ? 'label' : 'property';
  return toSafeText(`${subject} ${key} ${operator} ${detail}`.trim(), 200);
}
