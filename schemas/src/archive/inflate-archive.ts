import { createGunzip } from 'node:zlib';
import { ArchiveFault } from './archive-fault.ts';

/** How many bytes may still be unpacked. Several archives may draw on one. */
export interface ArchiveBudget {
  bytes: number;
}

/**
 * The tar inside a `.tar.gz`, or the bytes themselves where they are not compressed. What is inflated is counted while it
 * comes and stops at the budget: a bomb is never inflated whole.
 *
 * @throws ArchiveFault where the data is damaged, is followed by something else, or is above the budget
 */
export async function inflateArchive(bytes: Uint8Array, budget: ArchiveBudget): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    spend(budget, bytes.byteLength);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  const chunks: Buffer[] = [];
  try {
    gunzip.end(bytes);
    for await (const chunk of gunzip) {
      if (!Buffer.isBuffer(chunk)) continue;
      spend(budget, chunk.byteLength);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ArchiveFault) throw error;
    throw new ArchiveFault(
      'MARGO_ARCHIVE_UNREADABLE',
      'is damaged or cut short: its gzip data ends early or is wrong',
    );
  } finally {
    gunzip.destroy();
  }
  // zlib passes over zeros that follow.
  if (gunzip.bytesWritten !== bytes.byteLength)
    throw new ArchiveFault('MARGO_ARCHIVE_UNREADABLE', 'has other data behind its gzip data');
  return Buffer.concat(chunks);
}

function spend(budget: ArchiveBudget, count: number): void {
  budget.bytes -= count;
  if (budget.bytes < 0)
    throw new ArchiveFault('MARGO_ARCHIVE_TOO_LARGE', 'holds more bytes than a package may have');
}
