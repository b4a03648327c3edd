import type { PathStep } from '../../../documents/json-pointer.ts';
import { suggestWord } from '../../../text/suggest-word.ts';
import { toSafeText } from '../../../text/to-safe-text.ts';
import { isRecord } from '../../is-record.ts';
import { type ComposeName, listServiceNames } from './list-service-names.ts';
import type { ModelFault } from './model-fault.ts';

/** Names are compared letter by letter, so a strange file with thousands of them is told no near one. */
const MAX_COMPARED_NAMES = 200;

type Compose = Readonly<Record<string, unknown>>;

/** Services, volumes, networks, secrets and configs that a service names and no file of the project defines. */
export function findDangling(compose: Compose, project: readonly Compose[]): readonly ModelFault[] {
  const services = compose['services'];
  if (!isRecord(services)) return [];
  const known = new Map(
    (['services', 'volumes', 'networks', 'secrets', 'configs'] as const).map((part) => [
      part,
      listKeys(project, part),
    ]),
  );
  return Object.entries(services).flatMap(([service, value]) => {
    if (!isRecord(value)) return [];
    return listServiceNames(value).flatMap((named) => {
      const names = known.get(named.part) ?? new Set();
      return names.has(named.name) ? [] : [describe(service, named, names)];
    });
  });
}

function listKeys(project: readonly Compose[], part: string): ReadonlySet<string> {
  const keys = project.flatMap((file) => Object.keys(isRecord(file[part]) ? file[part] : {}));
  // Compose itself defines the network `default`.
  return new Set(part === 'networks' ? [...keys, 'default'] : keys);
}

function describe(
  service: string,
  { part, name, at, isKey: atKey = false }: ComposeName,
  names: ReadonlySet<string>,
): ModelFault {
  const noun = part.slice(0, -1);
  const path: readonly PathStep[] = ['services', service, ...at];
  const shown = toSafeText(name, 80);
  const near = names.size <= MAX_COMPARED_NAMES ? suggestWord(name, [...names]) : undefined;
  const hint = near === undefined ? '' : `; did you mean ${toSafeText(near, 80)}?`;
  const message = `service ${toSafeText(service, 80)} names the ${noun} ${shown}, which the compose file does not define${hint}`;
  if (near !== undefined) return { path, message, fix: `Write ${toSafeText(near, 80)}.`, atKey };
  const fix = `Define ${shown} under ${part}, or remove it here.`;
  return { path, message, fix, atKey };
}
