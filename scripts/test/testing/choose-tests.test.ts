import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { chooseTests } from '../../src/testing/choose-tests.ts';

/** A checkout of one commit in which one test imports each of two modules. */
async function makeCheckout(t: Test): Promise<string> {
  const root = t.testdir();
  const manifest = (name: string) => JSON.stringify({ name: `@colo/${name}`, exports: {} });
  const names = ['schemas', 'lo-daemon', 'co-bot', 'local-forge', 'scripts'];
  await write(root, { 'package.json': JSON.stringify({ workspaces: names }) });
  for (const name of names)
    await write(root, { [`${name}/package.json`]: manifest(name), [`${name}/test/x`]: '' });
  await write(root, {
    'schemas/src/a.ts': 'export const a = 1;\n',
    'schemas/src/b.ts': 'export const b = 1;\n',
    'schemas/test/a.test.ts': "import { a } from '../src/a.ts';\na;\n",
    'schemas/test/b.test.ts': "import { b } from '../src/b.ts';\nb;\n",
  });
  const git = (...args: readonly string[]) => execa('git', args, { cwd: root });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('-c', 'user.name=a', '-c', 'user.email=a@b.test', 'commit', '--quiet', '-m', 'First');
  return root;
}

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

t.test('only the tests that a change can reach are chosen', async (t) => {
  const root = await makeCheckout(t);
  const choose = async (since?: string, paths: readonly string[] = []) =>
    (await chooseTests({ root, paths, ...(since === undefined ? {} : { since }) })).map(
      ({ source }) => source,
    );

  t.same(await choose(), ['schemas/test/a.test.ts', 'schemas/test/b.test.ts']);
  t.same(await choose('HEAD'), []);
  await write(root, { 'schemas/src/b.ts': 'export const b = 2;\n' });
  t.same(await choose('HEAD'), ['schemas/test/b.test.ts']);
  t.same(await choose('HEAD', ['schemas/test/a']), []);
  await t.rejects(choose('no-such-commit'), { code: 'USAGE' });
});

t.test('a change of how everything is built reaches every test', async (t) => {
  const root = await makeCheckout(t);
  await write(root, {
    'package.json': JSON.stringify(
      { workspaces: ['schemas', 'lo-daemon', 'co-bot', 'local-forge', 'scripts'] },
      null,
      1,
    ),
  });

  const chosen = await chooseTests({ root, paths: [], since: 'HEAD' });

  t.equal(chosen.length, 2);
});
