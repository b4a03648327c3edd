import { findPlaces, isInPackage, locateMount } from '../compose/find-places.ts';
import { UNKNOWN_VALUE } from '../compose/interpolate.ts';
import { relateTo } from '../compose/join-path.ts';
import type { ResolvedMount, ResolvedService } from '../compose/resolve-services.ts';
import { surveyCompose } from '../compose/survey-compose.ts';
import { walkCompose } from '../margo/content/walk-compose.ts';
import type { PackageContent } from '../margo/package-content.ts';
import type { WrittenData, WrittenPlace } from './written-data.ts';

/**
 * What the services of a compose file write; nothing of one that LO refuses for it. Volumes that an image declares are kept too, but only hosts know them.
 *
 * @param path of the compose file
 * @param content of what it is a file of
 */
export function listComposeData(
  component: string,
  path: string,
  content: PackageContent,
  environment: Readonly<Record<string, string>>,
): readonly WrittenData[] {
  const survey = surveyCompose(path, walkCompose(path, content).files.keys(), content, environment);
  if (survey === undefined || findPlaces(survey.services, survey.inputs).faults.length > 0) return [];
  return survey.services.map((service) => ({
    component,
    service: service.name,
    writes: [
      ...service.mounts
        .filter(({ isWritable }) => isWritable)
        .map((mount) => describeMount(mount, survey.folder, content)),
      ...listBorrowed(service),
    ],
  }));
}

function describeMount(mount: ResolvedMount, folder: string, content: PackageContent): WrittenPlace {
  const { kind, source = '', target, isKnown } = mount;
  if (!isKnown) return { kind: 'unknown', name: target.replaceAll(UNKNOWN_VALUE, '?'), kept: true };
  if (kind === 'tmpfs') return { kind, name: target, kept: false };
  if (kind === 'anonymous') return { kind: 'unnamed-volume', name: target, kept: true };
  if (kind === 'volume') return { kind, name: source, kept: true };
  if (!isInPackage(mount)) return { kind: 'host-path', name: source, kept: true };
  const path = locateMount(mount);
  const name = relateTo(folder, path);
  const isFile = content.files.some((file) => file.path === path);
  return { kind: isFile ? 'shipped-file' : 'folder', name, kept: true };
}

function listBorrowed({ borrows }: ResolvedService): readonly WrittenPlace[] {
  return borrows.map((name) => ({ kind: 'volumes-of', name, kept: true }));
}
