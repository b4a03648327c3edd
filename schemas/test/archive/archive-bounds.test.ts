import { gzipSync } from 'node:zlib';
import t from 'tap';
import { MAX_ARCHIVE_BYTES, openArchive } from '../../src/archive/open-archive.ts';
import { MAX_PACKAGE_BYTES, MAX_PACKAGE_FILES } from '../../src/validate/package-bounds.ts';
import { makeTarGz, tarEntry } from '../fixtures/make-tar.ts';

const MIB = 1024 * 1024;

async function codes(bytes: Uint8Array, budget = { bytes: MAX_ARCHIVE_BYTES }): Promise<readonly string[]> {
  const opened = await openArchive(bytes, { file: 'a.tar.gz', budget });
  return opened.ok ? [] : opened.diagnostics.map(({ code }) => code);
}

/** A tar.gz of two gigabytes of zeros: a gzip may have any number of members. */
function makeBomb(): Buffer {
  const size = 2048 * MIB;
  const member = gzipSync(Buffer.alloc(MIB));
  const header = gzipSync(tarEntry({ path: 'zeros', size }));
  return Buffer.concat([header, ...Array.from({ length: size / MIB }, () => member)]);
}

t.test('stops a bomb at the bound: memory does not follow what it would inflate to', async (t) => {
  const bomb = makeBomb();
  const before = process.memoryUsage.rss();

  t.same(await codes(bomb), ['MARGO_ARCHIVE_TOO_LARGE']);

  // Garbage included; the whole would be twenty times the bound.
  t.ok(process.memoryUsage.rss() - before < 3 * MAX_ARCHIVE_BYTES);
});

t.test('refuses an archive whose files are above the bound together', async (t) => {
  const half = Buffer.alloc(MAX_PACKAGE_BYTES / 2);
  t.same(
    await codes(
      makeTarGz([
        { path: 'a', content: half },
        { path: 'b', content: half },
      ]),
    ),
    [],
  );
  const above = makeTarGz([
    { path: 'a', content: half },
    { path: 'b', content: half },
    { path: 'c', content: 'x' },
  ]);
  t.same(await codes(above), ['MARGO_ARCHIVE_TOO_LARGE']);
});

t.test('refuses more entries than a package may have files', async (t) => {
  const entries = Array.from({ length: MAX_PACKAGE_FILES }, (_, index) => ({ path: `f${index}` }));
  t.same(await codes(makeTarGz(entries)), []);
  t.same(await codes(makeTarGz([...entries, { path: 'more' }])), ['MARGO_ARCHIVE_TOO_LARGE']);
  const folders = entries.map(({ path }) => ({ path: `${path}/`, type: '5' }));
  t.same(await codes(makeTarGz([...folders, { path: 'more' }])), ['MARGO_ARCHIVE_TOO_LARGE']);
});

t.test('refuses a claimed size that the archive does not have', async (t) => {
  t.same(await codes(gzipSync(tarEntry({ path: 'a', size: 0o77777777777 }))), ['MARGO_ARCHIVE_UNREADABLE']);
});

t.test('counts against a budget that archives share, also what is refused', async (t) => {
  const budget = { bytes: 10 * MIB };
  const refused = makeTarGz([{ path: '../a', content: Buffer.alloc(6 * MIB) }]);
  const sound = makeTarGz([{ path: 'a', content: Buffer.alloc(6 * MIB) }]);

  t.same(await codes(refused, budget), ['MARGO_ARCHIVE_PATH']);
  t.same(await codes(sound, budget), ['MARGO_ARCHIVE_TOO_LARGE']);
});
