export { createArchiveReader } from '../archive/create-archive-reader.ts';
export { findArchiveRoot } from '../archive/find-archive-root.ts';
export { isArchivePath, MAX_ARCHIVE_BYTES, openArchive } from '../archive/open-archive.ts';
