import { isRecord } from '../margo/is-record.ts';
import type { PackageFile } from '../margo/package-content.ts';
import { listNamedPrograms } from './list-named-programs.ts';
import type { WrittenData } from './written-data.ts';

/**
 * What a process writes: its copy of its files, and the folder that COLO_DATA_DIR names.
 *
 * @param folder where it starts, in the package
 * @param files of the component
 */
export function listProcessData(
  component: string,
  properties: Readonly<Record<string, unknown>>,
  folder: string,
  files: readonly PackageFile[],
): readonly WrittenData[] {
  const check = properties['healthCheck'];
  const words = [...readWords(properties), ...(isRecord(check) ? readWords(check) : [])];
  const paths = files.map(({ path }) => path);
  const named = new Set(listNamedPrograms(folder, paths, words));
  const programs = files
    .filter(({ path, mode }) => mode === '100755' || named.has(path))
    .map(({ path }) => (folder === '' ? path : path.replace(`${folder}/`, '')));
  return [
    {
      component,
      writes: [
        { kind: 'program-folder', name: folder === '' ? '.' : folder, kept: true, programs },
        { kind: 'data-folder', name: 'COLO_DATA_DIR', kept: true },
      ],
    },
  ];
}

function readWords(properties: Readonly<Record<string, unknown>>): readonly string[] {
  const words = properties['command'];
  return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [];
}
