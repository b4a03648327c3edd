import { posix } from 'node:path';
import { isMap, UNKNOWN_VALUE } from '@colo/schemas/compose';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { type Judgement, refuse, refuseUnlessGranted, requireAllowance } from './refuse.ts';

const SOCKETS = /(?:^|\/)(?:docker|podman|containerd|crio|buildkitd)\.sock$/;

/** Judges `volumes` of a service: named volumes and files of the package are free, the host's folders are not. */
export function judgeServiceVolumes(volumes: unknown, judgement: Judgement): void {
  if (!Array.isArray(volumes)) {
    refuse(judgement, 'volumes that are not a list');
  }
  for (const volume of volumes) {
    if (typeof volume === 'string') {
      judgeShortVolume(volume, judgement);
    } else if (isMap(volume)) {
      judgeLongVolume(volume, judgement);
    } else {
      refuse(judgement, 'a volume in an unknown form');
    }
  }
}

function judgeShortVolume(volume: string, judgement: Judgement): void {
  const [source = '', ...rest] = volume.split(':');
  // One path alone is an anonymous volume inside the container.
  if (rest.length > 0 && /[/.~\\]/.test(source.slice(0, 1))) {
    judgeHostPath(source, judgement);
  } else if (
    source.includes(UNKNOWN_VALUE) ||
    (rest.length > 0 && !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(source))
  ) {
    refuse(judgement, `the volume ${JSON.stringify(volume.slice(0, 100))}`);
  }
}

function judgeLongVolume(volume: Readonly<Record<string, unknown>>, judgement: Judgement): void {
  const type = volume['type'];
  if (type === 'volume' || type === 'tmpfs') {
    judgeNamedSource(volume['source'], judgement);
    return;
  }
  if (type !== 'bind') {
    refuse(judgement, `a volume of type ${JSON.stringify(type)}`);
  }
  const source = volume['source'];
  if (typeof source !== 'string') {
    refuse(judgement, 'a bind mount without a source');
  }
  if (!/^[/.~\\]/.test(source)) {
    // docker-compose 1 looks for it elsewhere, podman-compose takes it for a volume of that name, of any project.
    throw new ColoError(
      'NODE_PRIVILEGE_REFUSED',
      `Not every compose tool takes the source ${JSON.stringify(toSafeText(source, 100))} of a bind mount for a path.`,
      { place: judgement.place, fix: `Write ./${toSafeText(source, 100)}` },
    );
  }
  judgeHostPath(source, judgement);
}

function judgeNamedSource(source: unknown, judgement: Judgement): void {
  if (source !== undefined && (typeof source !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(source))) {
    refuse(judgement, 'a volume whose source is not a name');
  }
}

/** Judges a path that a container would see: inside the package it is free. */
export function judgeHostPath(path: string, judgement: Judgement): void {
  if (path.includes(UNKNOWN_VALUE) || path.startsWith('~') || path.includes('\\')) {
    refuse(judgement, `the path ${JSON.stringify(path.replaceAll(UNKNOWN_VALUE, '?').slice(0, 100))}`);
  }
  const normal = posix.normalize(path);
  if (SOCKETS.test(normal)) {
    requireAllowance(judgement, 'container-socket', `the container engine's socket ${normal}`);
    return;
  }
  if (posix.isAbsolute(normal)) {
    if (!judgement.guard.bindMounts.some((folder) => isBelow(normal, posix.normalize(folder)))) {
      refuseUnlessGranted(
        judgement,
        `${JSON.stringify(normal)} of the host`,
        'add the folder to guard.compose.bindMounts',
      );
    }
    return;
  }
  const inPackage = posix.normalize(posix.join(judgement.folder, normal));
  if (inPackage === '..' || inPackage.startsWith('../')) {
    refuse(judgement, `the path ${JSON.stringify(path)}, which leaves the package`);
  }
}

function isBelow(path: string, folder: string): boolean {
  const base = folder.replace(/\/+$/, '');
  const clean = path.replace(/\/+$/, '');
  return folder !== '' && (clean === base || clean.startsWith(`${base}/`));
}
