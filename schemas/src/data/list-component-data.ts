import type { ParameterValue } from '../generated/desired-state.ts';
import { findComposeFile, locateComponent } from '../margo/content/locate-component.ts';
import { openLocation } from '../margo/content/open-location.ts';
import { folderOf } from '../margo/content/resolve-inside.ts';
import type { ComponentReference } from '../margo/list-component-files.ts';
import type { PackageContent } from '../margo/package-content.ts';
import { listComposeData } from './list-compose-data.ts';
import { listProcessData } from './list-process-data.ts';
import { toEnvironment } from './to-environment.ts';
import type { WrittenData } from './written-data.ts';

/**
 * What a component writes on its hosts, as far as its package says; nothing of a component that no host could run.
 *
 * @param values by pointer; undefined for one that is still to be given
 */
export function listComponentData(
  { name, type, properties }: ComponentReference,
  content: PackageContent,
  values: Readonly<Record<string, ParameterValue | undefined>>,
): readonly WrittenData[] {
  const opened = openLocation(type, locateComponent(properties, content), content);
  const { location } = opened;
  if (type === 'compose') {
    const path = findComposeFile(location, opened.content);
    return path === undefined ? [] : listComposeData(name, path, opened.content, toEnvironment(values));
  }
  if (type !== 'process' || (location.kind !== 'file' && location.kind !== 'folder')) return [];
  const folder = location.kind === 'folder' ? location.path : folderOf(location.path);
  const files = opened.content.files.filter(({ path }) =>
    location.kind === 'file' ? path === location.path : folder === '' || path.startsWith(`${folder}/`),
  );
  return listProcessData(name, properties, folder, files);
}
