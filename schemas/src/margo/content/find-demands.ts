import type { PathStep } from '../../documents/json-pointer.ts';
import type { ErrorCode } from '../../errors/error-table.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { isRecord } from '../is-record.ts';
import { describeImage } from './describe-image.ts';
import type { PolicyRule } from './package-policy.ts';

/** What a compose file asks of the host, at one place. */
export interface Demand {
  readonly rule: PolicyRule;
  readonly code: ErrorCode;
  readonly path: readonly PathStep[];
  readonly message: string;
}

/** Sockets of Docker, Podman and containerd, wherever they are. */
const SOCKET = /(?:docker|podman|containerd|crio)(?:-[a-z0-9]+)?\.sock$/;

/**
 * Everything in a compose file that the fleet policy has a word on, in the order of the services.
 *
 * @param variables that parameters set: an image that is named by one is whatever the desired state says
 */
export function findDemands(
  compose: Readonly<Record<string, unknown>>,
  variables: ReadonlySet<string>,
): readonly Demand[] {
  const services = compose['services'];
  if (!isRecord(services)) return [];
  return Object.entries(services).flatMap(([name, service]) =>
    isRecord(service) ? findOfService(name, service, variables) : [],
  );
}

function findOfService(
  name: string,
  service: Readonly<Record<string, unknown>>,
  variables: ReadonlySet<string>,
): readonly Demand[] {
  const place = ['services', name];
  const shown = `service ${toSafeText(name, 80)}`;
  const found: Demand[] = [];
  function add(rule: PolicyRule, code: ErrorCode, path: readonly PathStep[], what: string): void {
    found.push({ rule, code, path: [...place, ...path], message: `${shown} ${what}` });
  }
  if (isTrue(service['privileged'])) {
    add('privileged', 'MARGO_COMPOSE_PRIVILEGED', ['privileged'], 'has all privileges of the host');
  }
  if (service['network_mode'] === 'host') {
    add('hostNetwork', 'MARGO_COMPOSE_NAMESPACE', ['network_mode'], "is in the host's network");
  }
  // No site can grant the host's other namespaces: `findRefused` reports them.
  if (service['pid'] === 'host') {
    add('hostNamespaces', 'MARGO_COMPOSE_NAMESPACE', ['pid'], "sees the host's processes (pid)");
  }
  if (isTrue(service['use_api_socket'])) {
    add('dockerSocket', 'MARGO_COMPOSE_SOCKET', ['use_api_socket'], 'has the socket of the container engine');
  }
  for (const [index, volume] of listOf(service['volumes'])) addMount(volume, index, add);
  for (const [index, device] of listOf(service['devices'])) {
    const path = isRecord(device) ? device['source'] : device;
    const what = `has the device ${toSafeText(String(path), 120)} of the host`;
    add('devices', 'MARGO_COMPOSE_DEVICE', ['devices', index], what);
  }
  for (const [index, capability] of listOf(service['cap_add'])) {
    const what = `adds the capability ${toSafeText(String(capability), 60)}`;
    add('capabilities', 'MARGO_COMPOSE_CAPABILITY', ['cap_add', index], what);
  }
  const image = describeImage(service['image'], variables);
  if (image !== undefined) add(image.rule, image.code, ['image'], image.what);
  return found;
}

type Add = (rule: PolicyRule, code: ErrorCode, path: readonly PathStep[], what: string) => void;

/** Only mounts of the host: what lies in the package is no demand. */
function addMount(volume: unknown, index: number, add: Add): void {
  const source = readHostPath(volume);
  if (source === undefined) return;
  const shown = toSafeText(source, 120);
  if (SOCKET.test(source)) {
    const what = `mounts ${shown}, the socket of the container engine`;
    add('dockerSocket', 'MARGO_COMPOSE_SOCKET', ['volumes', index], what);
    return;
  }
  const what = `mounts ${shown} of the host, which the site must allow`;
  add('hostPaths', 'MARGO_COMPOSE_HOST_PATH', ['volumes', index], what);
}

function readHostPath(volume: unknown): string | undefined {
  if (isRecord(volume)) {
    const source = volume['source'];
    return volume['type'] === 'bind' && typeof source === 'string' && /^[/~$]/.test(source)
      ? source
      : undefined;
  }
  if (typeof volume !== 'string') return undefined;
  const source = /^(?<source>(?:\$\{[^}]*\}|[^:])*):/.exec(volume)?.groups?.['source'];
  return source !== undefined && /^[/~$]/.test(source) ? source : undefined;
}

/** Compose reads these texts as true. */
function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && /^(?:true|yes|on|y|1|\$.*)$/i.test(value));
}

function listOf(value: unknown): readonly (readonly [number, unknown])[] {
  return Array.isArray(value) ? [...value.entries()] : [];
}
