import { type ResolvedService, UNKNOWN_VALUE } from '@colo/schemas/compose';
import { ColoError, type Place } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';

/**
 * Settings that let the node give a volume with a name to what images and compose files mount without one: see
 * `runner/runtime-compose-volumes.sh`. Throws NODE_CONTENT_INVALID for a path in a container that no list can hold.
 */
export function listDataSettings(
  services: readonly ResolvedService[],
  place: Place,
): Readonly<Record<string, string>> {
  const list = (kinds: readonly string[]) =>
    services.flatMap(({ name, mounts }) =>
      mounts
        .filter((mount) => kinds.includes(mount.kind))
        .map((mount) => `${name} ${checkTarget(mount.target, name, place)}`),
    );
  // Whose volumes are taken over comes first.
  const order = services.toSorted((a, b) => a.borrows.length - b.borrows.length);
  return {
    SERVICE_IMAGES: order.map(({ name, image }) => `${name} ${String(image)}`).join('\n'),
    TARGETS: list(['bind', 'volume', 'tmpfs']).join('\n'),
    ANONYMOUS: list(['anonymous']).join('\n'),
    BORROWERS: services.flatMap(({ name, borrows }) => borrows.map((other) => `${name} ${other}`)).join('\n'),
  };
}

function checkTarget(target: string, service: string, place: Place): string {
  if (!target.startsWith('/') || /[\u0000-\u001f\u007f]/.test(target) || target.includes(UNKNOWN_VALUE)) {
    throw new ColoError(
      'NODE_CONTENT_INVALID',
      `The service ${toSafeText(service, 100)} mounts something at ${JSON.stringify(toSafeText(target.replaceAll(UNKNOWN_VALUE, '?'), 100))}, which is no absolute path.`,
      { place, fix: 'Write an absolute path of the container.' },
    );
  }
  return target;
}
