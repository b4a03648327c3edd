import { createHash } from 'node:crypto';
import { findArchiveRoot, isArchivePath, openArchive } from '@colo/schemas/archive';
import { diagnosticsToError } from '@colo/schemas/diagnostics';
import { resolvePackageLocation } from '../runtimes/package-location.ts';
import type { ComponentToRun, ContentFile } from '../runtimes/runtime.ts';

/**
 * A component whose `packageLocation` is an archive, with the archive's files in its place: what runtimes judge and hosts
 * get is what was in it. Others come back as they are. The archive is held to the same rules as when CO took it: what is
 * in the store may have come by an older LO.
 *
 * @throws ColoError MARGO_ARCHIVE_…; NODE_PROPERTIES_INVALID
 */
export async function unpackComponent(component: ComponentToRun): Promise<ComponentToRun> {
  const { properties, files, site, host, applicationId: application } = component;
  const { packageLocation } = properties;
  if (typeof packageLocation !== 'string') return component;
  if (!files.some(({ path }) => isArchivePath(path))) return component;
  const place = { site, host, application, component: component.component };
  const { file } = resolvePackageLocation(packageLocation, files, place);
  if (file === undefined || !isArchivePath(file.path)) return component;
  const opened = await openArchive(await file.read(), { file: file.path });
  if (!opened.ok) throw diagnosticsToError(opened.diagnostics);
  const root = findArchiveRoot(opened.value);
  return {
    ...component,
    properties: { ...properties, packageLocation: root === '' ? '.' : root },
    files: opened.value.map(
      ({ path, mode, bytes }): ContentFile => ({
        path,
        mode: mode === '100755' ? '0755' : '0644',
        sha256: createHash('sha256').update(bytes).digest('hex'),
        size: bytes.byteLength,
        read: () => Promise.resolve(bytes),
      }),
    ),
  };
}
