import { findArchiveRoot } from '../../archive/find-archive-root.ts';
import { isArchivePath } from '../../archive/open-archive.ts';
import type { Diagnostic } from '../../documents/diagnostic.ts';
import type { PackageContent } from '../package-content.ts';
import type { ComponentLocation } from './locate-component.ts';

/** Where a component's files are: in the package, or in an archive of it. */
export interface OpenedLocation {
  readonly location: ComponentLocation;
  /** What `location` is a place in. */
  readonly content: PackageContent;
  /** Path of the archive that `content` is of; empty where it is the package itself. */
  readonly archive: string;
  /** Why the archive cannot be used. */
  readonly faults: readonly Diagnostic[];
}

/** Follows a location into the archive that it names. Of an archive that nobody opened, the location stays the file. */
export function openLocation(
  type: string,
  location: ComponentLocation,
  content: PackageContent,
): OpenedLocation {
  const closed = { location, content, archive: '', faults: [] };
  if (type === 'helm' || location.kind !== 'file' || !isArchivePath(location.path)) return closed;
  const opened = content.readArchive?.(location.path);
  if (opened === undefined) return closed;
  if (!opened.ok) return { ...closed, faults: opened.diagnostics };
  const path = findArchiveRoot(opened.value.files);
  return { location: { kind: 'folder', path }, content: opened.value, archive: location.path, faults: [] };
}
