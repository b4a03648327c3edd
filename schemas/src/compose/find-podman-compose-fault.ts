import { toSafeText } from '../text/to-safe-text.ts';
import type { ResolvedService } from './resolve-services.ts';
import { isMap, type YamlMap } from './yaml-map.ts';

/** Keys that are true or false, of which podman-compose takes every text but the empty one for true. */
const FLAGS = ['init', 'privileged', 'read_only', 'stdin_open', 'tty'] as const;

/** Keys whose values decide. */
export const PODMAN_COMPOSE_KEYS = [...FLAGS, 'network_mode', 'scale', 'deploy', 'healthcheck'] as const;

const IS_TRUE = /^(?:1|on|true|y|yes)$/i;

/** What podman-compose would run otherwise than the file says. */
export interface PodmanComposeFault {
  readonly message: string;
  /** The service; absent where the file itself is at fault. */
  readonly service?: string;
}

/**
 * Says what podman-compose 1.0.3 would run otherwise than the file says, so that the node takes another tool or refuses
 * it before it stops anything; undefined where there is nothing.
 */
export function findPodmanComposeFault(
  model: YamlMap,
  folder: string,
  services: readonly ResolvedService[],
): PodmanComposeFault | undefined {
  // Its merge with the override file fails, after the former version was removed.
  const isEmpty = Object.hasOwn(model, 'volumes') && !isMap(model['volumes']);
  if (isEmpty) return { message: 'podman-compose cannot read a compose file whose "volumes" is empty' };
  for (const service of services) {
    const message = findOfService(service, folder);
    if (message !== undefined) return { message, service: service.name };
  }
  return undefined;
}

function findOfService(service: ResolvedService, folder: string): string | undefined {
  const name = toSafeText(service.name, 60);
  const [mode] = service.values('network_mode');
  if (mode !== undefined && mode !== 'bridge') {
    return `podman-compose cannot start ${name} with network_mode ${toSafeText(String(mode), 60)}`;
  }
  const flag = FLAGS.find((key) => {
    const [value] = service.values(key);
    return typeof value === 'string' && value !== '' && !IS_TRUE.test(value);
  });
  if (flag !== undefined) {
    return `podman-compose takes the text in ${flag} of ${name} for true`;
  }
  const ignored = ['configs', 'volumes_from'].find((key) => service.values(key).length > 0);
  if (ignored !== undefined) {
    return `podman-compose ignores ${ignored} of ${name}`;
  }
  if (!['undefined', '0', '1'].includes(String(service.values('scale')[0]))) {
    return `podman-compose ignores scale of ${name}`;
  }
  if (isReplicatedWithListedCheck(service)) {
    return `podman-compose starts one container alone of ${name}, which has replicas and a health check in list form`;
  }
  return service.mounts.some((mount) => mount.kind === 'bind' && mount.folder !== folder)
    ? `podman-compose reads the paths of a file in another folder, which ${name} extends, from the wrong folder`
    : undefined;
}

/** It takes the first word off the list for the first container, and stumbles over the rest. */
function isReplicatedWithListedCheck(service: ResolvedService): boolean {
  const [deploy] = service.values('deploy');
  const [check] = service.values('healthcheck');
  const replicas = isMap(deploy) ? deploy['replicas'] : undefined;
  return Number(replicas ?? 1) > 1 && isMap(check) && Array.isArray(check['test']);
}
