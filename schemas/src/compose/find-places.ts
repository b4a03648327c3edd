import type { PathStep } from '../documents/json-pointer.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import { joinPath } from './join-path.ts';
import type { ResolvedMount, ResolvedService } from './resolve-services.ts';

/** What services may write in their package, and why some of it cannot be kept. */
export interface Places {
  /** Paths in the package, sorted. On the node each is a link into the data of the component, which outlives the version. */
  readonly paths: readonly string[];
  /** No site runs what has one. */
  readonly faults: readonly PlaceFault[];
}

export interface PlaceFault {
  /** Compose file of the mount, and the way to it there. */
  readonly file: string;
  readonly at: readonly PathStep[];
  /** A sentence without its full stop. */
  readonly message: string;
  readonly fix: string;
}

/**
 * Paths in the package that containers may write, without those that the package does not name itself; and the mounts
 * that cannot be kept, or would lead out of the package.
 *
 * @param inputs Paths in the package that the compose tool itself reads.
 */
export function findPlaces(services: readonly ResolvedService[], inputs: readonly string[]): Places {
  const mounts = services.flatMap((service) =>
    service.mounts
      .filter(isInPackage)
      .map((mount) => ({ service: service.name, mount, path: locateMount(mount) })),
  );
  const written = new Map(mounts.filter(({ mount }) => mount.isWritable).map((each) => [each.path, each]));
  const faults: PlaceFault[] = [];
  for (const { service, mount, path } of written.values()) {
    const input = inputs.find((candidate) => path === '' || isBelow(candidate, path));
    if (input === undefined) continue;
    faults.push({
      file: mount.file,
      at: mount.at,
      message: `the service ${show(service)} mounts ${show(mount.source)} writable, which has ${show(input)} in it, ${
        path === '' ? 'with the whole package' : 'which the compose tool reads'
      }`,
      fix: 'Mount the folder that the service writes by its own name, such as ./data:/data, and the rest with :ro.',
    });
  }
  for (const { service, mount, path } of mounts) {
    const outer = [...written.values()].find((each) => each.path !== path && isBelow(path, each.path));
    if (outer === undefined) continue;
    faults.push({
      file: mount.file,
      at: mount.at,
      message: `the service ${show(service)} mounts ${show(mount.source)}, which lies in ${show(outer.mount.source)}, which the service ${show(outer.service)} may write: a link that it puts there could lead anywhere on the host`,
      fix: 'Mount the outer folder alone, or a folder beside it.',
    });
  }
  return { paths: [...written.keys()].sort(), faults };
}

/** True for a mount of the package itself, or of something in it. */
export function isInPackage({ kind, source = '' }: ResolvedMount): boolean {
  return kind === 'bind' && !source.startsWith('/');
}

/** Path in the package; empty for the package itself. */
export function locateMount({ source = '', folder }: ResolvedMount): string {
  return joinPath(folder, source);
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || folder === '' || path.startsWith(`${folder}/`);
}

function show(text: string | undefined): string {
  return JSON.stringify(toSafeText(text ?? '', 100));
}
