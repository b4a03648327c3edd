import type { PathStep } from '../../documents/json-pointer.ts';
import { isRecord } from '../is-record.ts';

/** A place in a compose file, and what to say of it. */
export interface Entry {
  readonly path: readonly PathStep[];
  /** The value, where others are taken. */
  readonly what?: string;
  readonly fix?: string;
}

type Service = Readonly<Record<string, unknown>>;

/** Keys of services that LO takes in no form. Keys that the Compose Specification does not know are its schema's matter. */
const REFUSED_KEYS: ReadonlySet<string> = new Set([
  'annotations',
  'blkio_config',
  'build',
  'cgroup',
  'cgroup_parent',
  'cpu_rt_period',
  'cpu_rt_runtime',
  'credential_spec',
  'develop',
  'device_cgroup_rules',
  'external_links',
  'gpus',
  'isolation',
  'label_file',
  'models',
  'oom_kill_disable',
  'oom_score_adj',
  'post_start',
  'pre_stop',
  'provider',
  'runtime',
  'storage_opt',
  'sysctls',
  'userns_mode',
  'uts',
]);

/** Keys of which LO takes some words. */
const WORDS: Readonly<Record<string, RegExp>> = {
  network_mode: /^(?:host|bridge|none|service:.*)$/,
  pid: /^(?:host|service:.*)$/,
  ipc: /^(?:private|shareable|none|service:.*)$/,
  pull_policy: /^(?:always|never|missing|if_not_present)$/,
};

const FIXES: Readonly<Record<string, string>> = {
  build: 'Build the image elsewhere, push it to a registry, and name it with image.',
  label_file: 'Write the labels below labels.',
  pull_policy: 'Write always, missing or never, or leave it out.',
};

const LOG_DRIVERS = ['json-file', 'local', 'none', 'journald', 'k8s-file'];

/** What LO refuses in a service whatever the site grants, each at its place. */
export function findRefusedOfService(place: readonly PathStep[], service: Service): readonly Entry[] {
  return [
    ...Object.keys(service).flatMap((key) => findOfKey([...place, key], key, service[key])),
    ...findEntries(
      service,
      'security_opt',
      place,
      (value) => !/^no-new-privileges(?:[:=]true)?$/.test(value),
    ),
    ...findEntries(service, 'volumes_from', place, (value) => value.startsWith('container:')),
    ...findEntries(service, 'volumes', place, (value) => /^~[^:]*:/.test(value)),
    ...listOf(service['volumes']).flatMap(([index, volume]) =>
      findOfVolume([...place, 'volumes', index], volume),
    ),
    ...findLabels([...place, 'labels'], service['labels']),
    ...findLogging([...place, 'logging', 'driver'], service['logging']),
    ...findReserved([...place, 'deploy'], service['deploy']),
  ];
}

function findOfKey(path: readonly PathStep[], key: string, value: unknown): readonly Entry[] {
  const fix = FIXES[key] === undefined ? {} : { fix: FIXES[key] };
  if (REFUSED_KEYS.has(key) || key.startsWith('x-podman')) return [{ path, ...fix }];
  const words = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  if (words === undefined || typeof value !== 'string' || value.includes('$') || words.test(value)) return [];
  return [{ path, what: value, ...fix }];
}

function findEntries(
  service: Service,
  key: string,
  place: readonly PathStep[],
  isRefused: (value: string) => boolean,
): readonly Entry[] {
  return listOf(service[key]).flatMap(([index, value]): readonly Entry[] => {
    if (typeof value !== 'string' || value.includes('$') || !isRefused(value)) return [];
    return [{ path: [...place, key, index], what: value }];
  });
}

function findOfVolume(path: readonly PathStep[], volume: unknown): readonly Entry[] {
  if (!isRecord(volume)) return [];
  const { type, source } = volume;
  if (typeof type === 'string' && !type.includes('$') && !/^(?:bind|volume|tmpfs)$/.test(type)) {
    return [{ path: [...path, 'type'], what: type }];
  }
  if (type === 'bind' && typeof source === 'string' && /^[^/.~\\$]/.test(source)) {
    // podman-compose takes it for a volume, which it shares with every project of the host.
    return [{ path: [...path, 'source'], what: source, fix: `Write ./${source}` }];
  }
  const isHome = type === 'bind' && typeof source === 'string' && /^~[^$]*$/.test(source);
  return isHome ? [{ path: [...path, 'source'], what: source }] : [];
}

/** Labels by which colo and the engines tell whose a container is. */
function findLabels(path: readonly PathStep[], labels: unknown): readonly Entry[] {
  const names: readonly (readonly [PathStep, unknown])[] = isRecord(labels)
    ? Object.keys(labels).map((name) => [name, name])
    : listOf(labels);
  return names.flatMap(([step, name]): readonly Entry[] => {
    if (typeof name !== 'string' || !/^(?:colo\.dev\/|com\.docker\.compose|io\.podman)/.test(name)) return [];
    return [{ path: [...path, step], ...(step === name ? {} : { what: name }) }];
  });
}

function findLogging(path: readonly PathStep[], logging: unknown): readonly Entry[] {
  const driver = isRecord(logging) ? logging['driver'] : undefined;
  if (typeof driver !== 'string' || driver.includes('$') || LOG_DRIVERS.includes(driver)) return [];
  return [{ path, what: driver, fix: `Write one of ${LOG_DRIVERS.join(', ')}.` }];
}

/** Devices are granted by their path on the host, below `devices` alone. */
function findReserved(path: readonly PathStep[], value: unknown): readonly Entry[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => findReserved([...path, index], entry));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === 'devices' ? [{ path: [...path, key] }] : findReserved([...path, key], entry),
  );
}

function listOf(value: unknown): readonly (readonly [number, unknown])[] {
  return Array.isArray(value) ? [...value.entries()] : [];
}
