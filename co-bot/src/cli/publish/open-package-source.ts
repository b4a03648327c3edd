import { basename, dirname } from 'node:path';
import {
  createArchiveReader,
  findArchiveRoot,
  isArchivePath,
  MAX_ARCHIVE_BYTES,
  openArchive,
} from '@colo/schemas/archive';
import type { ReadResult } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { RepoReader } from '@colo/schemas/tree';
import { createFolderReader } from '../reader/folder-reader.ts';
import { lstatIfThere } from '../reader/lstat-if-there.ts';

/** A package on this machine, in a folder or packed as an archive. */
export interface PackageSource {
  readonly reader: RepoReader;
  /** Folder of the package in `reader`. */
  readonly folder: string;
}

/** True for a file that is named as an archive; a link to one is none. */
async function isArchiveFile(path: string): Promise<boolean> {
  return isArchivePath(path) && (await lstatIfThere(path))?.isFile() === true;
}

/** Where the file names of diagnostics start for a package at `path`. */
export async function findPackageRoot(path: string): Promise<string> {
  return (await isArchiveFile(path)) ? dirname(path) : path;
}

/**
 * Opens a package in a folder, or an archive with `margo.yaml` at its top or in its only folder. Files of an archive are
 * named below it.
 */
export async function openPackageSource(path: string): Promise<ReadResult<PackageSource>> {
  if (!(await isArchiveFile(path)))
    return { ok: true, value: { reader: await createFolderReader(path), folder: '' }, warnings: [] };
  const file = basename(path);
  const disk = await createFolderReader(dirname(path));
  const size = (await disk.size?.(file)) ?? 0;
  const bytes = size > MAX_ARCHIVE_BYTES ? undefined : await disk.read(file);
  if (bytes === undefined)
    throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(path, 400)} cannot be read, or is too large`);
  const opened = await openArchive(bytes, { file });
  if (!opened.ok) return opened;
  const root = findArchiveRoot(opened.value);
  const named = opened.value.map((entry) => ({ ...entry, path: `${file}/${entry.path}` }));
  const folder = root === '' ? file : `${file}/${root}`;
  return { ok: true, value: { reader: createArchiveReader(named), folder }, warnings: [] };
}
