import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { Diagnostic, ReadResult } from '../documents/diagnostic.ts';
import { MAX_DIAGNOSTICS } from '../documents/yaml/limits.ts';
import { MAX_PACKAGE_BYTES, MAX_PACKAGE_FILES } from '../validate/package-bounds.ts';
import { ArchiveFault, describeArchiveFault } from './archive-fault.ts';
import { checkArchiveEntries, type NamedEntry, nameEntry } from './check-archive-entries.ts';
import { type ArchiveBudget, inflateArchive } from './inflate-archive.ts';
import { readTarEntries } from './read-tar-entries.ts';

/** Largest tar: the files, and 4 KiB for headers, padding and long name of each. */
export const MAX_ARCHIVE_BYTES = MAX_PACKAGE_BYTES + 20 * 1024 * 1024;

/** A plain file of an archive. */
export interface ArchiveFile {
  /** Below the archive's top, with `/`; never absolute, never with `..`. */
  readonly path: string;
  /** As Git has it, by the owner's right to execute; setuid, setgid, sticky and all else are dropped. */
  readonly mode: '100644' | '100755';
  readonly bytes: Uint8Array;
}

export interface OpenArchiveOptions {
  /** Path of the archive, for messages; entries are named below it. */
  readonly file: string;
  /** Bytes that may be unpacked, where several archives share them. Default: {@link MAX_ARCHIVE_BYTES}. */
  readonly budget?: ArchiveBudget;
}

const NAME = /\.(?:tar|tgz|tar\.gz)$/;

/** True for a path that names an archive colo opens: `.tar.gz`, `.tgz`, `.tar`. */
export function isArchivePath(path: string): boolean {
  return NAME.test(path);
}

/**
 * Unpacks a tar, compressed with gzip or not, in memory: plain files and folders alone, under the same rules for paths and
 * bounds as the files of a package. Nothing is written, followed or run. An archive inside it is a file like any other.
 *
 * @returns the files, sorted by path in code point order
 */
export async function openArchive(
  bytes: Uint8Array,
  { file, budget = { bytes: MAX_ARCHIVE_BYTES } }: OpenArchiveOptions,
): Promise<ReadResult<readonly ArchiveFile[]>> {
  try {
    const tar = await inflateArchive(bytes, budget);
    const entries = [...readTarEntries(tar, MAX_PACKAGE_FILES)].flatMap((entry) => nameEntry(entry) ?? []);
    const faults = checkArchiveEntries(entries, file);
    if (faults.length > 0) return fail(faults.slice(0, MAX_DIAGNOSTICS));
    return toFiles(entries, file);
  } catch (error) {
    if (!(error instanceof ArchiveFault)) throw error;
    return fail([describeArchiveFault(error.code, file, error.message)]);
  }
}

function toFiles(entries: readonly NamedEntry[], file: string): ReadResult<readonly ArchiveFile[]> {
  const files = entries
    .filter(({ isFolder }) => !isFolder)
    .map(
      ({ path, mode, bytes }): ArchiveFile => ({
        path,
        mode: (mode & 0o100) === 0 ? '100644' : '100755',
        bytes,
      }),
    )
    .sort((left, right) => compareCodePoints(left.path, right.path));
  if (files.length === 0) throw new ArchiveFault('MARGO_ARCHIVE_UNREADABLE', 'has no files');
  const total = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  if (total > MAX_PACKAGE_BYTES)
    return fail([
      describeArchiveFault('MARGO_ARCHIVE_TOO_LARGE', file, `holds more than ${MAX_PACKAGE_BYTES} bytes`),
    ]);
  return { ok: true, value: files, warnings: [] };
}

function fail(diagnostics: readonly Diagnostic[]): {
  readonly ok: false;
  readonly diagnostics: readonly Diagnostic[];
} {
  return { ok: false, diagnostics };
}
