import { toSafeText } from '../../../text/to-safe-text.ts';
import { isRecord } from '../../is-record.ts';
import { type ComposeName, listDependencies } from './list-service-names.ts';
import type { ModelFault } from './model-fault.ts';

/** Services of one file that wait for each other, or for themselves, so that none ever starts; each circle once. */
export function findCycles(compose: Readonly<Record<string, unknown>>): readonly ModelFault[] {
  const services = isRecord(compose['services']) ? compose['services'] : {};
  const waits = new Map(
    Object.entries(services).map(([name, service]) => [
      name,
      isRecord(service) ? listDependencies(service) : [],
    ]),
  );
  const seen = new Set<string>();
  return [...waits.keys()].flatMap((name) => follow(name, waits, seen));
}

/** Follows dependencies depth first, on a stack of its own: files of strangers may chain thousands. */
function follow(
  start: string,
  waits: ReadonlyMap<string, readonly ComposeName[]>,
  seen: Set<string>,
): readonly ModelFault[] {
  const found: ModelFault[] = [];
  const trail = new Map<string, number>();
  const open = seen.has(start) ? [] : [start];
  for (let name = open.at(-1); name !== undefined; name = open.at(-1)) {
    seen.add(name);
    const step = trail.get(name) ?? 0;
    const wanted = waits.get(name)?.[step];
    trail.set(name, step + 1);
    if (wanted === undefined) {
      trail.delete(name);
      open.pop();
    } else if (trail.has(wanted.name)) {
      found.push(describe(name, wanted, open.slice(open.indexOf(wanted.name))));
    } else if (!seen.has(wanted.name)) open.push(wanted.name);
  }
  return found;
}

function describe(name: string, { at }: ComposeName, circle: readonly string[]): ModelFault {
  const path = ['services', name, ...at];
  if (circle.length === 1) {
    return { path, message: `service ${toSafeText(name, 80)} waits for itself`, fix: 'Remove it here.' };
  }
  const shown = toSafeText([...circle, ...circle.slice(0, 1)].join(', '), 200);
  const message = `these services wait for each other, so none starts: ${shown}`;
  return { path, message, fix: 'Remove one depends_on of them.' };
}
