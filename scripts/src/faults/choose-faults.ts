import { createRandom } from '../edge-host/random.ts';
import { type Fault, type FaultKind, faultKinds } from './fault.ts';

/** One part of the repository that faults are spread over. */
export interface Part {
  readonly workspace: string;
  /** Lines of its sources. */
  readonly lines: number;
  readonly faults: readonly Fault[];
}

/** A workspace gets at least so many, however small it is. */
const AT_LEAST = 6;

/**
 * Draws `count` faults: spread over the workspaces in proportion to their lines, at least 6 each if there are enough, all kinds
 * alike. The same seed draws the same ones.
 *
 * @param isUsable is asked in the order of the draw; another fault is drawn for one that is not
 */
export function chooseFaults(
  parts: readonly Part[],
  count: number,
  seed: number,
  isUsable: (fault: Fault) => boolean,
): readonly Fault[] {
  const random = createRandom(seed);
  const order = shuffle(faultKinds, random.below);
  const quotas = shareOut(parts, count);
  const chosen: Fault[] = [];
  let turn = 0;
  for (const [index, part] of parts.entries()) {
    const piles = new Map<FaultKind, Fault[]>(order.map((kind) => [kind, []]));
    for (const fault of shuffle(part.faults, random.below)) piles.get(fault.kind)?.push(fault);
    let missing = quotas[index] ?? 0;
    // So many turns without a fault: all piles are empty.
    for (let empty = 0; missing > 0 && empty < order.length; turn += 1) {
      const fault = takeUsable(piles.get(order[turn % order.length] ?? 'check') ?? [], isUsable);
      empty = fault === undefined ? empty + 1 : 0;
      if (fault === undefined) continue;
      chosen.push(fault);
      missing -= 1;
    }
  }
  return chosen;
}

function takeUsable(pile: Fault[], isUsable: (fault: Fault) => boolean): Fault | undefined {
  for (let fault = pile.pop(); fault !== undefined; fault = pile.pop()) if (isUsable(fault)) return fault;
  return undefined;
}

function shareOut(parts: readonly Part[], count: number): readonly number[] {
  const floor = Math.min(AT_LEAST, Math.floor(count / Math.max(1, parts.length)));
  const lines = parts.reduce((sum, part) => sum + part.lines, 0);
  const quotas = parts.map((part) => Math.max(floor, Math.floor((count * part.lines) / Math.max(1, lines))));
  for (let total = quotas.reduce((sum, each) => sum + each, 0); total !== count; ) {
    const step = Math.sign(count - total);
    const largest = quotas.indexOf(Math.max(...quotas));
    quotas[largest] = (quotas[largest] ?? 0) + step;
    total += step;
  }
  return quotas;
}

/** Fisher and Yates. */
function shuffle<T>(items: readonly T[], below: (limit: number) => number): readonly T[] {
  const list = [...items];
  for (let index = list.length - 1; index > 0; index -= 1) {
    const other = below(index + 1);
    const [one, two] = [list[index], list[other]];
    if (one !== undefined && two !== undefined) [list[index], list[other]] = [two, one];
  }
  return list;
}
