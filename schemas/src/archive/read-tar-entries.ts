import { Header } from 'tar/header';
import { ArchiveFault } from './archive-fault.ts';
import { parsePaxRecords } from './parse-pax-records.ts';

const BLOCK = 512;

/** Longest pax header or GNU long name. Paths are far shorter; attributes that are passed over may be there too. */
const MAX_META_BYTES = 64 * 1024;

/** One entry, as written: nothing of it is judged yet. */
export interface TarEntry {
  /** As the archive has it; of a pax header or GNU long name where there is one. */
  readonly path: string;
  /** node-tar's word for the type flag: File, Directory, SymbolicLink, … */
  readonly type: string;
  /** Permission bits, with setuid and the like. */
  readonly mode: number;
  readonly bytes: Buffer;
}

/** What headers before an entry say of it. */
interface Override {
  readonly path?: string;
  readonly size?: number;
  readonly isSparse?: boolean;
}

/**
 * The entries of a tar that is in memory, in its order. Strict, since tar programs that read on past a fault see different
 * files: every header has its checksum, and the archive ends with two blocks of zeros and nothing but zeros behind them.
 *
 * @param maxEntries how many entries there may be
 * @throws ArchiveFault
 */
export function* readTarEntries(tar: Buffer, maxEntries: number): Generator<TarEntry> {
  let override: Override = {};
  let count = 0;
  for (let offset = 0; ; ) {
    if (offset + BLOCK > tar.byteLength) throw truncated();
    if (isZero(tar, offset, offset + BLOCK)) {
      checkEnd(tar, offset, override);
      return;
    }
    const header = readHeader(tar, offset);
    const isMeta = META.has(header.type);
    const size = isMeta ? header.size : (override.size ?? header.size);
    // A folder has no data, whatever its size says.
    const length = header.type === 'Directory' ? 0 : size;
    const start = offset + BLOCK;
    const end = start + length;
    if (end > tar.byteLength) throw truncated();
    offset = start + Math.ceil(length / BLOCK) * BLOCK;
    const bytes = tar.subarray(start, end);
    if (isMeta) {
      override = { ...override, ...readMeta(header.type, bytes) };
      continue;
    }
    count += 1;
    if (count > maxEntries)
      throw new ArchiveFault('MARGO_ARCHIVE_TOO_LARGE', `has more than ${maxEntries} entries`);
    const type = override.isSparse === true ? 'SparseFile' : header.type;
    yield { path: override.path ?? header.path, type, mode: header.mode, bytes };
    override = {};
  }
}

/** Entries that only say something of the next one. */
const META: ReadonlySet<string> = new Set([
  'ExtendedHeader',
  'OldExtendedHeader',
  'GlobalExtendedHeader',
  'NextFileHasLongPath',
  'OldGnuLongPath',
  'NextFileHasLongLinkpath',
]);

function readHeader(
  tar: Buffer,
  offset: number,
): { readonly path: string; readonly type: string; readonly mode: number; readonly size: number } {
  const header = decodeHeader(tar, offset);
  if (header === undefined || !header.cksumValid)
    throw new ArchiveFault(
      'MARGO_ARCHIVE_UNREADABLE',
      `is no tar, or is damaged: no header at byte ${offset}`,
    );
  const { path, size, mode } = header;
  if (path === undefined || size === undefined || !Number.isSafeInteger(size) || size < 0)
    throw new ArchiveFault('MARGO_ARCHIVE_UNREADABLE', `has a header without a size at byte ${offset}`);
  return { path, type: header.type, mode: mode ?? 0, size };
}

/** A number beyond what JavaScript keeps exactly makes the decoder throw. */
function decodeHeader(tar: Buffer, offset: number): Header | undefined {
  try {
    return new Header(tar, offset);
  } catch {
    return undefined;
  }
}

function readMeta(type: string, bytes: Buffer): Override {
  if (bytes.byteLength > MAX_META_BYTES)
    throw new ArchiveFault('MARGO_ARCHIVE_TOO_LARGE', `has an extended header above ${MAX_META_BYTES} bytes`);
  if (type === 'NextFileHasLongLinkpath') return {};
  if (type === 'NextFileHasLongPath' || type === 'OldGnuLongPath')
    return { path: bytes.toString('utf8').replace(/\0+$/, '') };
  const records = parsePaxRecords(bytes);
  const path = records.get('path');
  const size = records.get('size');
  const isSparse = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'));
  const isGlobal = type === 'GlobalExtendedHeader';
  if (
    (isGlobal && (path !== undefined || size !== undefined)) ||
    (size !== undefined && !/^[0-9]{1,15}$/.test(size))
  )
    throw new ArchiveFault('MARGO_ARCHIVE_UNREADABLE', 'has a pax header that cannot be read');
  if (isGlobal) return {};
  return {
    ...(path === undefined ? {} : { path }),
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(isSparse ? { isSparse } : {}),
  };
}

function checkEnd(tar: Buffer, offset: number, override: Override): void {
  if (offset + 2 * BLOCK > tar.byteLength || Object.keys(override).length > 0) throw truncated();
  if (!isZero(tar, offset, tar.byteLength))
    throw new ArchiveFault('MARGO_ARCHIVE_UNREADABLE', 'has other data behind its end');
}

function isZero(tar: Buffer, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) if (tar[index] !== 0) return false;
  return true;
}

function truncated(): ArchiveFault {
  return new ArchiveFault('MARGO_ARCHIVE_UNREADABLE', 'is cut short');
}
