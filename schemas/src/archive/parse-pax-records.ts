import { ArchiveFault } from './archive-fault.ts';

const NEWLINE = 0x0a;

/**
 * The records of a pax header, `LENGTH KEY=VALUE\n` each. They are read by their lengths, so that a value may hold line
 * ends; whatever does not fit throws: programs that guess on would see different files.
 */
export function parsePaxRecords(data: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let start = 0; start < data.byteLength; ) {
    const space = data.indexOf(' ', start);
    const digits = space < 0 || space > start + 9 ? '' : data.toString('latin1', start, space);
    const end = start + (/^[1-9][0-9]*$/.test(digits) ? Number(digits) : 0);
    const equals = data.indexOf('=', space);
    if (end <= start || end > data.byteLength || data[end - 1] !== NEWLINE || equals < 0 || equals >= end)
      throw new ArchiveFault('MARGO_ARCHIVE_UNREADABLE', 'has a pax header that cannot be read');
    records.set(data.toString('utf8', space + 1, equals), data.toString('utf8', equals + 1, end - 1));
    start = end;
  }
  return records;
}
