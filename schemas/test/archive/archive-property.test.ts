import fc from 'fast-check';
import t from 'tap';
import { createArchiveReader } from '../../src/archive/create-archive-reader.ts';
import { findArchiveRoot } from '../../src/archive/find-archive-root.ts';
import { openArchive } from '../../src/archive/open-archive.ts';
import { makeTar, makeTarGz, paxHeader, type RawEntry } from '../fixtures/make-tar.ts';

/** Lower case with a digit each, so that no two collide; `f…` names files and `d…` folders. */
const name = fc.stringMatching(/^[a-zä][a-z0-9._-]{0,150}[a-z0-9]$/);
const path = fc
  .tuple(fc.array(name, { maxLength: 4 }), name)
  .map(([folders, file]) => [...folders.map((folder) => `d${folder}`), `f${file}`].join('/'));
const tree = fc.uniqueArray(
  fc.record({ path, content: fc.uint8Array({ maxLength: 1500 }), isProgram: fc.boolean() }),
  { selector: ({ path }) => path, minLength: 1, maxLength: 12 },
);

t.test('whatever tree is packed comes out the same', async () => {
  await fc.assert(
    fc.asyncProperty(tree, fc.boolean(), fc.constantFrom('', './'), async (files, isZipped, before) => {
      const entries = files.flatMap(({ path, content, isProgram }): (RawEntry | Buffer)[] => [
        ...(Buffer.byteLength(path) > 90 ? [paxHeader({ path: before + path })] : []),
        { path: before + path, content, mode: isProgram ? 0o755 : 0o644 },
      ]);

      const opened = await openArchive(isZipped ? makeTarGz(entries) : makeTar(entries), { file: 'a.tar' });

      if (!opened.ok) throw new Error(JSON.stringify(opened.diagnostics));
      const found = new Map(opened.value.map((file) => [file.path, file]));
      if (found.size !== files.length) throw new Error('other files');
      for (const { path, content, isProgram } of files) {
        const file = found.get(path);
        if (file?.mode !== (isProgram ? '100755' : '100644')) throw new Error(`mode of ${path}`);
        if (!Buffer.from(file.bytes).equals(content)) throw new Error(`content of ${path}`);
      }
    }),
    { numRuns: 200 },
  );
});

t.test('an archive with any byte changed is opened or refused, never more', async () => {
  const bytes = makeTar([
    { path: 'd/', type: '5' },
    paxHeader({ path: 'd/long' }),
    { path: 'x', content: 'hello' },
  ]);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.byteLength - 1), fc.nat(255), async (at, value) => {
      const changed = Buffer.from(bytes);
      changed[at] = value;
      const opened = await openArchive(changed, { file: 'a.tar' });
      if (!opened.ok && opened.diagnostics.length === 0) throw new Error('refused without a fault');
    }),
    { numRuns: 500 },
  );
});

t.test('the content starts in the only folder, or at the top', async (t) => {
  const rootOf = (...paths: string[]): string => findArchiveRoot(paths.map((path) => ({ path })));
  t.equal(rootOf('app/compose.yaml', 'app/x/y'), 'app');
  t.equal(rootOf('compose.yaml', 'app/x'), '');
  t.equal(rootOf('a/x', 'b/y'), '');
  t.equal(rootOf('compose.yaml'), '');
  t.equal(rootOf('/x'), '');
});

t.test('an opened archive is a tree to validate', async (t) => {
  const opened = await openArchive(
    makeTar([
      { path: 'ab/x', content: 'x' },
      { path: 'a/y', content: 'yy' },
    ]),
    {
      file: 'a.tar',
    },
  );
  if (!opened.ok) throw new Error('was refused');
  const reader = createArchiveReader(opened.value);

  t.same(await reader.list('a'), [{ path: 'a/y', mode: '100644', size: 2 }]);
  t.equal((await reader.list('')).length, 2);
  t.equal(await reader.size?.('a/y'), 2);
  t.equal(await reader.read('none'), undefined);
});
