import { findComposeFile, locateComponent } from './content/locate-component.ts';
import { walkCompose } from './content/walk-compose.ts';
import type { PackageContent, PackageFile } from './package-content.ts';

/** A component as the desired state has it. */
export interface ComponentReference {
  readonly name: string;
  /** Profile type: compose, process, helm. */
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * The files of the package that a component is made of, and no others: so that another file of the package can change
 * without touching it. compose: the compose file and every file of the package that it names, through includes and
 * extends; given a folder, all below it too. Other types: the file or folder of packageLocation. What lies outside the
 * package or is missing is left out here; `checkPackageContent` reports it.
 *
 * @returns sorted as in the package
 */
export function listComponentFiles(
  component: ComponentReference,
  content: PackageContent,
): readonly PackageFile[] {
  const location = locateComponent(component.properties, content);
  const paths = new Set<string>();
  if (location.kind === 'file') paths.add(location.path);
  const folder = location.kind === 'folder' && location.path !== '' ? `${location.path}/` : undefined;
  const compose = component.type === 'compose' ? findComposeFile(location, content) : undefined;
  if (compose !== undefined) for (const path of walkCompose(compose, content).paths) paths.add(path);
  return content.files.filter(
    (file) => paths.has(file.path) || (folder !== undefined && file.path.startsWith(folder)),
  );
}
