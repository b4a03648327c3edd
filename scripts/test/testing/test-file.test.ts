import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import t from 'tap';
import { isBelow, listTestFiles } from '../../src/testing/test-file.ts';

const file = { source: 'schemas/test/diff/diff.test.ts', compiled: '/x' };

t.test('tests are the sources named so, the workspaces with the longest first', async (t) => {
  const root = t.testdir();
  const texts = {
    'schemas/test/a.test.ts': '// Own process: it measures memory.\n',
    'schemas/test/deep/b.test.ts': 'const text = "// Own process: no";\n',
    'schemas/test/support.ts': '',
    'scripts/test/c.test.ts': '',
    'lo-daemon/test/x.ts': '',
    'co-bot/test/x.ts': '',
    'local-forge/test/x.ts': '',
  };
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }

  t.same(await listTestFiles(root), [
    { source: 'scripts/test/c.test.ts', compiled: join(root, 'scripts/dist/test/c.test.js') },
    {
      source: 'schemas/test/a.test.ts',
      compiled: join(root, 'schemas/dist/test/a.test.js'),
      ownProcess: 'it measures memory.',
    },
    { source: 'schemas/test/deep/b.test.ts', compiled: join(root, 'schemas/dist/test/deep/b.test.js') },
  ]);
});

t.test('a file is chosen by a path of its source or of what it was compiled to', async (t) => {
  t.ok(isBelow(file, []));
  t.ok(isBelow(file, ['schemas/test/diff']));
  t.ok(isBelow(file, ['lo-daemon', 'schemas/dist/test/diff/diff.test.js']));
  t.notOk(isBelow(file, ['schemas/test/text']));
});
