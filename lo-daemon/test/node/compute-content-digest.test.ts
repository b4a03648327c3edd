import { createHash } from 'node:crypto';
import t from 'tap';
import { computeContentDigest, writeManifest } from '../../src/node/compute-content-digest.ts';
import type { ContentFile } from '../../src/runtimes/runtime.ts';

function contentFile(path: string, content: string): ContentFile {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, mode: '0644', sha256, size: content.length, read: async () => Buffer.from(content) };
}

t.test('a manifest does not depend on the order of the files', async (t) => {
  const files = [contentFile('b', '1'), contentFile('a/c', '2')];

  t.match(writeManifest(files), /^0644 [0-9a-f]{64} {2}\.\/a\/c\n0644 [0-9a-f]{64} {2}\.\/b\n$/);
  t.equal(computeContentDigest(files), computeContentDigest(files.toReversed()));
});

t.test('a file that is there twice is refused: a node would have the one or the other', async (t) => {
  for (const second of ['1', '2']) {
    const files = [contentFile('a', '1'), contentFile('b', '1'), contentFile('a', second)];

    t.throws(() => computeContentDigest(files), {
      code: 'NODE_CONTENT_INVALID',
      message: /"a" is there twice/,
    });
  }
});
