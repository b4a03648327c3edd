import { gzipSync } from 'node:zlib';
import { openArchive } from '@colo/schemas/archive';
import type { FuzzTarget } from '../target.ts';

const BLOCK = 512;

/** Archives by their entries, one a line: `TYPE MODE SIZE PATH CONTENT`. Headers are sound, what they say is not. */
export const archiveTargets: readonly FuzzTarget[] = [
  {
    name: 'archive',
    seeds: 'archive',
    async run(input) {
      const entries = input.split('\n').slice(0, 100).map(writeEntry);
      const tar = Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]);
      const zipped = gzipSync(tar);
      // Cut and damaged where the input says.
      const place = input.length % zipped.byteLength;
      const damaged = Buffer.from(zipped).fill(input, place, place + 1, 'latin1');
      const diagnostics = [];
      for (const bytes of [tar, zipped, zipped.subarray(0, place), damaged, Buffer.from(input, 'latin1')]) {
        const opened = await openArchive(bytes, { file: 'web.tar.gz' });
        if (!opened.ok) diagnostics.push(...opened.diagnostics);
      }
      return { diagnostics };
    },
  },
];

function writeEntry(line: string): Buffer {
  const [type = '', mode = '', size = '', path = '', ...rest] = line.split(' ');
  const content = Buffer.from(rest.join(' ').replaceAll('|', '\n'));
  const entry = Buffer.alloc(BLOCK * (1 + Math.ceil(content.byteLength / BLOCK)));
  entry.write(path, 0, 100);
  entry.write(mode, 100, 8, 'latin1');
  entry.write(size === '=' ? content.byteLength.toString(8) : size, 124, 12, 'latin1');
  entry.write('        ', 148);
  entry.write(type, 156, 1, 'latin1');
  entry.write('ustar\u000000', 257);
  const sum = entry.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0);
  entry.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  content.copy(entry, BLOCK);
  return entry;
}
