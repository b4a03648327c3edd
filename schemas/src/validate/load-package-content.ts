import { createHash } from 'node:crypto';
import { isArchivePath } from '../archive/open-archive.ts';
import { compareCodePoints } from '../digests/compare-code-points.ts';
import type { Diagnostic, ReadResult } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import type { PackageContent, PackageFile } from '../margo/package-content.ts';
import { checkEntries } from './check-entries.ts';
import { openArchives } from './open-archives.ts';
import { MAX_PACKAGE_BYTES, MAX_PACKAGE_FILES } from './package-bounds.ts';
import type { RepoEntry, RepoReader } from './repo-reader.ts';
import { toContentText } from './to-content-text.ts';

export interface LoadContentOptions {
  /** Paths of the archives to open. Default: those whose name is in `margo.yaml`; no others are of components. */
  readonly archives?: ReadonlySet<string>;
}

/**
 * Reads the files of a package, wherever they come from: refuses links, submodules, unusual modes and paths, and
 * packages above {@link MAX_PACKAGE_BYTES} or {@link MAX_PACKAGE_FILES}. Nothing of the content is run or followed. An archive
 * is a file of the package; whether one that cannot be opened matters is for those to say who refer to it.
 *
 * @param prefix the package's folder; the empty string is the whole tree. Paths of the result are below it.
 */
export async function loadPackageContent(
  reader: RepoReader,
  prefix: string,
  options: LoadContentOptions = {},
): Promise<ReadResult<PackageContent>> {
  const listed = await reader.list(prefix);
  const entries = listed.flatMap((entry) => toRelative(entry, prefix));
  const label = prefix === '' ? '.' : prefix;
  if (entries.length === 0) {
    return fail(makeDiagnostic('TREE_PACKAGE_MISSING', `there is no package in ${label}`, startOf(label)));
  }
  const size = entries.reduce((sum, entry) => sum + (entry.size ?? 0), 0);
  const excess = describeExcess(entries.length, size);
  if (excess !== undefined) {
    return fail(
      makeDiagnostic('TREE_PACKAGE_TOO_LARGE', `the package in ${label} ${excess}`, startOf(label)),
    );
  }
  const refused = checkEntries(entries.map((entry) => ({ ...entry, path: join(prefix, entry.path) })));
  if (refused.length > 0) return fail(...refused);
  return readFiles(reader, prefix, entries, options);
}

async function readFiles(
  reader: RepoReader,
  prefix: string,
  entries: readonly RepoEntry[],
  options: LoadContentOptions,
): Promise<ReadResult<PackageContent>> {
  const files: PackageFile[] = [];
  const texts = new Map<string, string>();
  const archives = new Map<string, Uint8Array>();
  let total = 0;
  for (const { path, mode } of entries) {
    const full = join(prefix, path);
    const expected = describeExcess(files.length, total + ((await reader.size?.(full)) ?? 0));
    if (expected !== undefined) {
      return fail(
        makeDiagnostic('TREE_PACKAGE_TOO_LARGE', `the package in ${prefix} ${expected}`, startOf(full)),
      );
    }
    const bytes = await reader.read(full);
    if (bytes === undefined) {
      return fail(makeDiagnostic('TREE_DOCUMENT_MISSING', `${full} cannot be read`, startOf(full)));
    }
    total += bytes.byteLength;
    const excess = describeExcess(files.length, total);
    if (excess !== undefined) {
      return fail(
        makeDiagnostic('TREE_PACKAGE_TOO_LARGE', `the package in ${prefix} ${excess}`, startOf(full)),
      );
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    files.push({ path, mode: mode === '100755' ? '100755' : '100644', sha256, size: bytes.byteLength });
    if (options.archives?.has(path) ?? isArchivePath(path)) archives.set(path, bytes);
    const text = toContentText(path, bytes);
    if (text !== undefined) texts.set(path, text);
  }
  files.sort((left, right) => compareCodePoints(left.path, right.path));
  const description = texts.get('margo.yaml') ?? '';
  for (const path of archives.keys()) {
    const isNamed = description.includes(path.slice(path.lastIndexOf('/') + 1));
    if (options.archives === undefined && !isNamed) archives.delete(path);
  }
  const opened = await openArchives(archives, (path) => join(prefix, path));
  const value: PackageContent = {
    files,
    readText: (path) => texts.get(path),
    readArchive: (path) => opened.get(path),
  };
  return { ok: true, value, warnings: [] };
}

function toRelative(entry: RepoEntry, prefix: string): readonly RepoEntry[] {
  if (prefix === '') return [entry];
  return entry.path.startsWith(`${prefix}/`) ? [{ ...entry, path: entry.path.slice(prefix.length + 1) }] : [];
}

function describeExcess(count: number, size: number): string | undefined {
  if (count > MAX_PACKAGE_FILES) return `has more than ${MAX_PACKAGE_FILES} files`;
  if (size > MAX_PACKAGE_BYTES) return `is larger than ${MAX_PACKAGE_BYTES} bytes`;
  return undefined;
}

function join(prefix: string, path: string): string {
  return prefix === '' ? path : `${prefix}/${path}`;
}

function fail(...diagnostics: readonly Diagnostic[]): {
  readonly ok: false;
  readonly diagnostics: readonly Diagnostic[];
} {
  return { ok: false, diagnostics };
}
