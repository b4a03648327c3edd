import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { listChangedFiles } from '../../src/testing/list-changed-files.ts';

const SETTINGS = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];

t.test('files that differ from a commit are listed, new ones too', async (t) => {
  const root = t.testdir({
    '.gitignore': 'ignored\n',
    same: '',
    'a b': '',
    gone: '',
    moved: 'text',
    sub: { x: '' },
  });
  const git = (...args: readonly string[]) => execa('git', [...SETTINGS, ...args], { cwd: root });
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'one');
  await git('tag', 'one');
  await writeFile(join(root, 'same'), 'other');
  await git('commit', '--quiet', '--all', '--message', 'two');
  await writeFile(join(root, 'a b'), 'other');
  await rm(join(root, 'gone'));
  await git('mv', 'moved', 'sub/moved');
  await writeFile(join(root, 'sub/näw'), '');
  await writeFile(join(root, 'ignored'), '');

  t.same(await listChangedFiles(root), ['a b', 'gone', 'moved', 'sub/moved', 'sub/näw']);
  t.same(await listChangedFiles(root, 'one'), ['a b', 'gone', 'moved', 'same', 'sub/moved', 'sub/näw']);
  t.same(await listChangedFiles(join(root, 'sub')), ['moved', 'näw']);
  for (const base of ['none', '--output=x']) {
    await t.rejects(listChangedFiles(root, base), { code: 'USAGE', message: /rev-parse/ }, base);
  }
});
