import type { PathStep } from '../documents/json-pointer.ts';
import { joinPath } from './join-path.ts';
import { listServiceMounts, type ServiceMount } from './service-mounts.ts';
import { isMap, type YamlMap } from './yaml-map.ts';

/** A service with what it extends. */
export interface ResolvedService {
  readonly name: string;
  readonly image: unknown;
  /** Every value of a key, the service's own first, then those of what it extends. */
  readonly values: (key: string) => readonly unknown[];
  /** By target: what the service says itself comes before what it extends. */
  readonly mounts: readonly ResolvedMount[];
  readonly profiles: readonly unknown[];
  /** Names of services that are started with it. */
  readonly needs: readonly string[];
  /** Names of services whose volumes it takes over. */
  readonly borrows: readonly string[];
}

export interface ResolvedMount extends ServiceMount {
  /** Folder of the compose file that says so; relative paths start there. */
  readonly folder: string;
  /** Path of that compose file in the package. */
  readonly file: string;
  /** The way to it in that file. */
  readonly at: readonly PathStep[];
}

/** A compose file that was read and judged. */
export interface ComposeDocument {
  readonly services: Readonly<Record<string, YamlMap>>;
  /** Folder in the package; empty for its root. */
  readonly folder: string;
}

/** Most services that one extends, one after the other. */
const MAX_EXTENDS = 16;

/** Resolves `extends` of every service of a compose file. */
export function resolveServices(
  path: string,
  documents: ReadonlyMap<string, ComposeDocument>,
): readonly ResolvedService[] {
  const services = documents.get(path)?.services ?? {};
  return Object.keys(services).map((name) => resolveService(name, path, documents));
}

function resolveService(
  name: string,
  path: string,
  documents: ReadonlyMap<string, ComposeDocument>,
): ResolvedService {
  const layers = listLayers(name, path, documents);
  const values = (key: string) => layers.map(({ service }) => service[key]).filter((value) => value != null);
  const mounts = new Map<string, ResolvedMount>();
  for (const { service, folder, path: file, name: own } of layers) {
    for (const mount of listServiceMounts(service)) {
      const target = mount.target.replace(/(?<=.)\/+$/, '');
      const at = ['services', own, ...mount.at];
      if (!mounts.has(target)) mounts.set(target, { ...mount, folder, file, at });
    }
  }
  return {
    name,
    image: values('image')[0],
    values,
    mounts: [...mounts.values()],
    profiles: values('profiles').flat(),
    needs: values('depends_on')
      .concat(values('links'), values('volumes_from'))
      .flatMap(listNames)
      .concat(...['network_mode', 'ipc', 'pid'].map((key) => listNamespaces(values(key)[0]))),
    borrows: values('volumes_from').flatMap(listNames),
  };
}

interface Layer {
  readonly service: YamlMap;
  readonly folder: string;
  /** Of the compose file. */
  readonly path: string;
  /** Of the service in it. */
  readonly name: string;
}

function listLayers(
  name: string,
  path: string,
  documents: ReadonlyMap<string, ComposeDocument>,
): readonly Layer[] {
  const layers: Layer[] = [];
  for (let next = { name, path }; layers.length < MAX_EXTENDS; ) {
    const document = documents.get(next.path);
    const service = document?.services[next.name];
    if (document === undefined || service === undefined) break;
    layers.push({ service, folder: document.folder, ...next });
    const extended = service['extends'];
    const file = isMap(extended) ? extended['file'] : undefined;
    const other = isMap(extended) ? extended['service'] : extended;
    if (typeof other !== 'string') break;
    next = {
      name: other,
      path: typeof file === 'string' ? joinPath(document.folder, file) : next.path,
    };
  }
  return layers;
}

/** Names of services in `depends_on`, `links` or `volumes_from`, without what may stand behind a colon. */
function listNames(value: unknown): readonly string[] {
  const names = Array.isArray(value)
    ? value.map(String)
    : isMap(value)
      ? Object.keys(value)
      : [String(value)];
  return names.map((item) => item.split(':')[0] ?? '');
}

function listNamespaces(value: unknown): readonly string[] {
  const name = typeof value === 'string' ? /^service:(?<name>.+)$/.exec(value)?.groups?.['name'] : undefined;
  return name === undefined ? [] : [name];
}

/**
 * Names of the services that run, whatever tool starts them: those without `profiles`, which LO never sets, and all that
 * they need; none of which no container is asked for.
 */
export function listRunningServices(services: readonly ResolvedService[]): readonly string[] {
  const running = new Set<string>();
  const open = services.filter((service) => service.profiles.length === 0).map((service) => service.name);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const service = services.find((candidate) => candidate.name === name);
    if (service !== undefined && !running.has(name)) {
      running.add(name);
      open.push(...service.needs);
    }
  }
  return services
    .filter((service) => running.has(service.name) && !isScaledToNone(service))
    .map((service) => service.name);
}

function isScaledToNone(service: ResolvedService): boolean {
  const deploy = service.values('deploy')[0];
  return (
    String(isMap(deploy) ? deploy['replicas'] : undefined) === '0' ||
    String(service.values('scale')[0]) === '0'
  );
}
