import { posix } from 'node:path';
import { ColoError, type Place } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { ResolvedMount, ResolvedService } from './resolve-services.ts';

/**
 * Paths in the package that containers may write, without those that the package does not name itself. On the node each
 * is a link into the data of the component, which outlives the version.
 *
 * @param inputs Paths in the package that the compose tool itself reads.
 * Throws NODE_PRIVILEGE_REFUSED for what cannot be kept, or would lead out of the package.
 */
export function findPlaces(
  services: readonly ResolvedService[],
  inputs: readonly string[],
  place: Place,
): readonly string[] {
  const mounts = services.flatMap((service) =>
    service.mounts
      .filter(isInPackage)
      .map((mount) => ({ service: service.name, mount, path: locate(mount) })),
  );
  const written = new Map(mounts.filter(({ mount }) => mount.isWritable).map((each) => [each.path, each]));
  for (const { service, mount, path } of written.values()) {
    const input = inputs.find((candidate) => path === '' || isBelow(candidate, path));
    if (input !== undefined) {
      throw new ColoError(
        'NODE_PRIVILEGE_REFUSED',
        `The service ${show(service)} mounts ${show(mount.source)} writable, which has ${show(input)} in it, ${
          path === '' ? 'with the whole package' : 'which the compose tool reads'
        }.`,
        {
          place,
          fix: 'Mount the folder that the service writes by its own name, such as ./data:/data, and the rest with :ro.',
        },
      );
    }
  }
  for (const { service, mount, path } of mounts) {
    const outer = [...written.values()].find((each) => each.path !== path && isBelow(path, each.path));
    if (outer !== undefined) {
      throw new ColoError(
        'NODE_PRIVILEGE_REFUSED',
        `The service ${show(service)} mounts ${show(mount.source)}, which lies in ${show(outer.mount.source)}, which the service ${show(outer.service)} may write: a link that it puts there could lead anywhere on the host.`,
        { place, fix: 'Mount the outer folder alone, or a folder beside it.' },
      );
    }
  }
  return [...written.keys()].sort();
}

function isInPackage({ kind, source = '' }: ResolvedMount): boolean {
  return kind === 'bind' && !source.startsWith('/');
}

/** Path in the package; empty for the package itself. */
function locate({ source = '', folder }: ResolvedMount): string {
  const path = posix.normalize(posix.join(folder, source)).replace(/\/+$/, '');
  return path === '.' ? '' : path;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || folder === '' || path.startsWith(`${folder}/`);
}

function show(text: string | undefined): string {
  return JSON.stringify(toSafeText(text ?? '', 100));
}
