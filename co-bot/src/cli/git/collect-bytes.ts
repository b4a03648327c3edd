import type { Readable } from 'node:stream';

/**
 * All that a stream gives, at most `maxBytes`: what exceeds them is dropped, and `exceeded` is called once. A stream that
 * breaks off ends there.
 */
export async function collectBytes(
  stream: Readable,
  maxBytes: number,
  exceeded: () => void,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    const had = size;
    size += chunk.byteLength;
    if (size <= maxBytes) chunks.push(chunk);
    else if (had <= maxBytes) {
      chunks.push(chunk.subarray(0, maxBytes - had));
      exceeded();
    }
  });
  if (!stream.closed)
    await new Promise((resolve) => stream.on('close', resolve).on('error', () => undefined));
  return Buffer.concat(chunks);
}
