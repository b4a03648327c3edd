import { join } from 'node:path';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { createMirror } from '../../src/git/git-store.ts';
import { gitEnvironment } from '../../src/git/run-git.ts';

/** Numbers that look random and are the same in each run (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const COMMITS = 24;
const PATHS = ['a', 'a.b', 'sites/x/1', 'sites/x/2', 'sites/y', 'sites.yaml', 'sites/ü', 'z/z/z/z'];

/** A history with merges, criss-cross and clocks that are wrong, as `git fast-import` takes it. */
function makeHistory(random: (below: number) => number): string {
  const lines: string[] = [];
  for (let mark = 1; mark <= COMMITS; mark += 1) {
    // Many commits of one second, and some from the past.
    const date = 1_700_000_000 + Math.floor(mark / 4) - (random(6) === 0 ? 1_000 : 0);
    lines.push(`commit refs/heads/b${mark}`, `mark :${mark}`);
    lines.push(`committer A <a${mark}@b.c> ${date} +0000`, `data ${`m${mark}\n`.length}`, `m${mark}\n`);
    if (mark > 1 && random(12) > 0) lines.push(`from :${Math.max(1, mark - 1 - random(4))}`);
    if (mark > 3 && random(3) === 0) lines.push(`merge :${mark - 2 - random(Math.min(mark - 2, 6))}`);
    for (let count = random(4); count > 0; count -= 1) {
      const path = PATHS[random(PATHS.length)] ?? '';
      if (random(3) === 0) lines.push(`D ${path}`);
      else lines.push(`M 100${random(2) === 0 ? '644' : '755'} inline ${path}`, `data 2`, `${random(10)}\n`);
    }
    lines.push('');
  }
  return `${lines.join('\n')}\ndone\n`;
}

async function setUp(t: Test, seed: number) {
  const folder = join(t.testdir({}), 'repo.git');
  await execa('git', ['init', '--quiet', '--bare', folder]);
  const git = async (args: readonly string[], input = '') =>
    (
      await execa('git', args, {
        cwd: folder,
        env: gitEnvironment(),
        extendEnv: false,
        input,
        reject: false,
      })
    ).stdout;
  const random = createRandom(seed);
  await git(['fast-import', '--quiet', '--done'], makeHistory(random));
  const { store, close } = createMirror(folder, { url: folder, readToken: async () => '' });
  t.teardown(close);
  const ids = (await git(['for-each-ref', '--format=%(objectname)', 'refs/heads'])).split('\n');
  const pick = () => ids[random(ids.length)] ?? '';
  return { git, store, pick, ids: [...new Set(ids)] };
}

for (const seed of [1, 2]) {
  t.test(`history and trees are answered as git answers them (${seed})`, async (t) => {
    const { git, store, pick, ids } = await setUp(t, seed);
    t.ok(ids.length > COMMITS / 2);

    for (const id of ids) {
      const above = new Set((await git(['rev-list', id])).split('\n'));
      const answers = await Promise.all(ids.map((other) => store.isAncestor(other, id)));
      t.strictSame(
        ids.filter((_, index) => answers[index]),
        ids.filter((other) => above.has(other)),
      );
    }
    for (let count = 0; count < 8; count += 1) {
      const [one, other] = [pick(), pick()];
      const bases = (await git(['merge-base', '--all', one, other])).split('\n');
      t.ok(bases.includes((await store.mergeBase(one, other)) ?? ''), `the base of ${one} and ${other}`);
      const format = '--format=%H %P|%ae|%ce|%s';
      const listed = (await store.listCommits(one, other)).map(
        ({ id, parents, authorEmail, committerEmail, message }) =>
          `${[id, ...parents].join(' ')}${parents.length === 0 ? ' ' : ''}|${authorEmail}|${committerEmail}|${message.trim()}`,
      );
      t.equal(listed.join('\n'), await git(['log', format, other, `^${one}`, '--']));
      for (const prefixes of [[], ['sites'], ['sites/x', 'a', 'z/z']]) {
        const differing = await git(['diff-tree', '-r', '--name-only', '-z', one, other, '--', ...prefixes]);
        t.equal(
          (await store.listChangedPaths(one, other, prefixes)).map((path) => `${path}\0`).join(''),
          differing,
        );
      }
    }
    for (const id of ids.slice(0, 8)) {
      const tree = store.openTree(id);
      const rows = (await git(['ls-tree', '-r', '-l', '-z', id])).split('\0').filter((row) => row !== '');
      const expected = rows.map((row) => {
        const [mode = '', , object = '', size = ''] = row.split(/[ \t]+/u);
        return { mode, object, size: Number(size), path: row.slice(row.indexOf('\t') + 1) };
      });
      for (const { path, object, size } of expected) {
        t.strictSame([await tree.findId(path), await tree.size?.(path)], [object, size]);
      }
      for (const prefix of ['sites', 'sites/x/', '']) {
        const below = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
        t.strictSame(
          (await tree.list(prefix)).map(({ path, mode, size }) => ({ path, mode, size })),
          expected
            .filter(({ path }) => path.startsWith(below))
            .map(({ path, mode, size }) => ({ path, mode, size })),
        );
      }
      t.equal(await tree.findId('z/z'), undefined, 'a folder is no file');
    }
  });
}

t.test('what is not there is not found', async (t) => {
  const { store, ids } = await setUp(t, 3);
  const [none, id = ''] = ['0'.repeat(40), ids[0]];

  t.equal(await store.isAncestor(none, id), false);
  t.equal(await store.isAncestor(id, none), false);
  t.equal(await store.isAncestor(none, none), false);
  await t.rejects(store.readCommit(none), { code: 'CO_GIT_FAILED' });
  await t.rejects(store.mergeBase(id, none), { code: 'CO_GIT_FAILED' });
  await t.rejects(store.listChangedPaths(none, id, []), { code: 'CO_GIT_FAILED' });
  await t.rejects(store.openTree(none).list(''), { code: 'CO_GIT_FAILED' });
  await t.rejects(store.openTree(none).read('a'), { code: 'CO_GIT_FAILED' });
  await t.rejects(store.readCommit('--help'), { code: 'CO_GIT_FAILED' });
});
