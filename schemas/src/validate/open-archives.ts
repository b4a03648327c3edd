import { createHash } from 'node:crypto';
import { type ArchiveFile, MAX_ARCHIVE_BYTES, openArchive } from '../archive/open-archive.ts';
import type { ReadResult } from '../documents/diagnostic.ts';
import type { PackageContent } from '../margo/package-content.ts';
import { toContentText } from './to-content-text.ts';

type Opened = ReadResult<PackageContent>;

/**
 * What is in archives of a package: facts and texts, the bytes are dropped. Together they may unpack to what one may, so
 * that a package of many bombs costs no more than one.
 *
 * @param archives bytes by path
 * @param nameOf the path that messages show
 */
export async function openArchives(
  archives: ReadonlyMap<string, Uint8Array>,
  nameOf: (path: string) => string,
): Promise<ReadonlyMap<string, Opened>> {
  const budget = { bytes: MAX_ARCHIVE_BYTES };
  const opened = new Map<string, Opened>();
  for (const [path, bytes] of archives) {
    const result = await openArchive(bytes, { file: nameOf(path), budget });
    opened.set(path, result.ok ? { ...result, value: toContent(result.value) } : result);
  }
  return opened;
}

function toContent(archive: readonly ArchiveFile[]): PackageContent {
  const texts = new Map<string, string>();
  const files = archive.map(({ path, mode, bytes }) => {
    const text = toContentText(path, bytes);
    if (text !== undefined) texts.set(path, text);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path, mode, sha256, size: bytes.byteLength };
  });
  return { files, readText: (path) => texts.get(path) };
}
