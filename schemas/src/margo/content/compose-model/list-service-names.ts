import type { PathStep } from '../../../documents/json-pointer.ts';
import { isRecord } from '../../is-record.ts';

/** A name that a service uses for what the project defines elsewhere. */
export interface ComposeName {
  readonly part: 'services' | 'volumes' | 'networks' | 'secrets' | 'configs';
  readonly name: string;
  /** Path from the service. */
  readonly at: readonly PathStep[];
  /** The name is a key of a map. */
  readonly isKey?: boolean;
}

type Service = Readonly<Record<string, unknown>>;

/** Every name that a service uses, variables left out: what they stand for is known on the host only. */
export function listServiceNames(service: Service): readonly ComposeName[] {
  return [
    ...listDependencies(service),
    ...listNamed('networks', service['networks'], ['networks']),
    ...listGrants('secrets', service['secrets']),
    ...listGrants('configs', service['configs']),
    ...listVolumes(service['volumes']),
    ...listShared(service),
  ].filter(({ name }) => name !== '' && !name.includes('$'));
}

/** Services that this one waits for. Those that it can do without may be missing. */
export function listDependencies(service: Service): readonly ComposeName[] {
  const wanted = service['depends_on'];
  const names = listNamed('services', wanted, ['depends_on']);
  if (!isRecord(wanted)) return names;
  return names.filter(({ name }) => {
    const options = wanted[name];
    return !(isRecord(options) && options['required'] === false);
  });
}

/** A list of names, or a map with the names as keys. */
function listNamed(
  part: ComposeName['part'],
  value: unknown,
  path: readonly PathStep[],
): readonly ComposeName[] {
  if (isRecord(value))
    return Object.keys(value).map((name) => ({ part, name, at: [...path, name], isKey: true }));
  return textsOf(value).map(([index, name]) => ({ part, name, at: [...path, index] }));
}

/** `secrets` and `configs`: names, or maps whose `source` is the name. */
function listGrants(part: 'secrets' | 'configs', value: unknown): readonly ComposeName[] {
  if (!Array.isArray(value)) return [];
  return [...value.entries()].flatMap(([index, entry]): readonly ComposeName[] => {
    if (typeof entry === 'string') return [{ part, name: entry, at: [part, index] }];
    const source: unknown = isRecord(entry) ? entry['source'] : undefined;
    return typeof source === 'string' ? [{ part, name: source, at: [part, index, 'source'] }] : [];
  });
}

/** Named volumes; a source that looks like a path is a folder, and a lone path is a volume without a name. */
function listVolumes(value: unknown): readonly ComposeName[] {
  if (!Array.isArray(value)) return [];
  return [...value.entries()].flatMap(([index, entry]): readonly ComposeName[] => {
    if (isRecord(entry)) {
      const source = entry['source'];
      const isNamed = entry['type'] === 'volume' && typeof source === 'string';
      return isNamed ? [{ part: 'volumes', name: source, at: ['volumes', index, 'source'] }] : [];
    }
    const name =
      typeof entry === 'string'
        ? /^(?<name>[A-Za-z0-9][A-Za-z0-9_.-]+):/.exec(entry)?.groups?.['name']
        : undefined;
    return name === undefined ? [] : [{ part: 'volumes', name, at: ['volumes', index] }];
  });
}

/** Services whose namespaces or volumes this one shares. */
function listShared(service: Service): readonly ComposeName[] {
  const shared = ['network_mode', 'ipc', 'pid'].flatMap((key): readonly ComposeName[] => {
    const name = /^service:(?<name>.*)$/.exec(String(service[key]))?.groups?.['name'];
    return name === undefined ? [] : [{ part: 'services', name, at: [key] }];
  });
  const lists = ['links', 'volumes_from'].flatMap((key) =>
    textsOf(service[key]).flatMap(([index, entry]): readonly ComposeName[] => {
      if (entry.startsWith('container:')) return [];
      return [{ part: 'services', name: entry.split(':', 1).join(''), at: [key, index] }];
    }),
  );
  return [...shared, ...lists];
}

function textsOf(value: unknown): readonly (readonly [number, string])[] {
  if (!Array.isArray(value)) return [];
  return [...value.entries()].flatMap(([index, entry]: [number, unknown]) =>
    typeof entry === 'string' ? [[index, entry] as const] : [],
  );
}
