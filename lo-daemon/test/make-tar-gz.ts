import { gzipSync } from 'node:zlib';

export interface TarItem {
  readonly path: string;
  readonly content?: string;
  /** Type flag: `0` a file (default), `2` a symbolic link. */
  readonly type?: string;
  readonly mode?: number;
}

const BLOCK = 512;

/** A tar.gz by hand, so that it may hold what no program would pack. */
export function makeTarGz(items: readonly TarItem[]): Buffer {
  return gzipSync(Buffer.concat([...items.map(writeItem), Buffer.alloc(2 * BLOCK)]));
}

function writeItem({ path, content = '', type = '0', mode = 0o644 }: TarItem): Buffer {
  const size = Buffer.byteLength(content);
  const block = Buffer.alloc(BLOCK * (1 + Math.ceil(size / BLOCK)));
  block.write(path, 0, 100);
  block.write(mode.toString(8).padStart(7, '0'), 100);
  block.write(size.toString(8).padStart(11, '0'), 124);
  block.write('        ', 148);
  block.write(type, 156);
  if (type === '2') block.write('/etc/passwd', 157);
  block.write('ustar\u000000', 257);
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  block.write(content, BLOCK);
  return block;
}
