import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { createFolderReader } from '../../../src/cli/reader/folder-reader.ts';

t.test('links, sockets and unusual modes are listed as what they are and never read', async (t) => {
  // A socket's path has at most 107 characters (unix(7)), so not the test's own, longer folder.
  const outside = await mkdtemp(join(tmpdir(), 'co-reader-'));
  t.teardown(() => rm(outside, { recursive: true }));
  await mkdir(join(outside, 'root'));
  await writeFile(join(outside, 'secret'), 'canary');
  const root = join(outside, 'root');
  await writeFile(join(root, 'plain.txt'), 'text');
  await writeFile(join(root, 'run.sh'), 'sh');
  await chmod(join(root, 'run.sh'), 0o755);
  await writeFile(join(root, 'setuid'), 'x');
  await chmod(join(root, 'setuid'), 0o4755);
  await symlink(join(outside, 'secret'), join(root, 'link'));
  await symlink(outside, join(root, 'folder'));
  const server = createServer().listen(join(root, 'socket'));
  t.teardown(() => server.close());
  await once(server, 'listening');
  await mkdir(join(root, '.git'));
  await writeFile(join(root, '.git/config'), 'x');

  const reader = await createFolderReader(root);

  t.strictSame(
    (await reader.list('')).map(({ path, mode }) => `${mode} ${path}`),
    [
      '120000 folder',
      '120000 link',

      '100644 plain.txt',
      '100755 run.sh',
      '104755 setuid',
      '140755 socket',
    ],
  );
  t.equal(Buffer.from((await reader.read('plain.txt')) ?? []).toString(), 'text');
  for (const path of [
    'link',
    'folder/secret',
    '../secret',
    'folder/root/plain.txt',
    'socket',
    'nothing',
    'plain.txt/x',
  ]) {
    t.equal(await reader.read(path), undefined, path);
  }
  t.strictSame(await reader.list('folder/root'), [], 'not below a link either');
});

t.test('what is no folder cannot be read', async (t) => {
  const root = t.testdir({ file: '' });

  await t.rejects(createFolderReader(join(root, 'file')), { code: 'CLI_INPUT_MISSING' });
  await t.rejects(createFolderReader(join(root, 'missing')), { code: 'CLI_INPUT_MISSING' });
});
