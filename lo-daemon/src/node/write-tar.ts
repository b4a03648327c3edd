import { createHash } from 'node:crypto';
import { ColoError } from '@colo/schemas/errors';
import type { ContentFile } from '../runtimes/runtime.ts';
import { writeManifest } from './compute-content-digest.ts';

const BLOCK = 512;
const NAME_LIMIT = 100;

/**
 * The upload of a component's files: a tar archive (POSIX ustar; GNU long names above 100 bytes, which GNU tar and
 * busybox both read) of `manifest` and `files/…`. Files are read one at a time and checked against their digests.
 *
 * Throws NODE_CONTENT_INVALID when the bytes are not those that the digest names.
 */
export async function* writeContentArchive(files: readonly ContentFile[]): AsyncGenerator<Uint8Array> {
  yield* writeEntry('manifest', '0644', Buffer.from(writeManifest(files), 'utf8'));
  yield writeHeader('files/', '0755', 0, '5');
  for (const file of files) {
    const bytes = await file.read();
    if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
      throw new ColoError(
        'NODE_CONTENT_INVALID',
        `The file "${file.path}" does not have the bytes of its digest.`,
        {
          fix: 'The store of this site is damaged: remove its cache of packages, it is fetched again.',
        },
      );
    }
    yield* writeEntry(`files/${file.path}`, file.mode, bytes);
  }
  yield new Uint8Array(2 * BLOCK);
}

function* writeEntry(name: string, mode: ContentFile['mode'], bytes: Uint8Array): Generator<Uint8Array> {
  if (Buffer.byteLength(name) > NAME_LIMIT) {
    const long = Buffer.from(`${name}\0`, 'utf8');
    yield writeHeader('././@LongLink', '0644', long.length, 'L');
    yield long;
    yield padding(long.length);
  }
  yield writeHeader(name, mode, bytes.length, '0');
  yield bytes;
  yield padding(bytes.length);
}

/** Header of pax(1), "ustar Interchange Format"; times and owners are zero, so that the same files give the same bytes. */
function writeHeader(name: string, mode: string, size: number, type: '0' | '5' | 'L'): Uint8Array {
  const header = Buffer.alloc(BLOCK);
  Buffer.from(name, 'utf8').copy(header, 0, 0, NAME_LIMIT);
  header.write(`000${mode}\0`, 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write('00000000000\0', 136, 'latin1');
  header.write('        ', 148, 'latin1');
  header.write(type, 156, 'latin1');
  header.write('ustar\u000000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

function padding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}
