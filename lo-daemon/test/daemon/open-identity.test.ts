import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { openIdentity } from '../../src/daemon/open-identity.ts';

t.test('an LO is the same in its own folder, and each run of it is another', async (t) => {
  const folder = t.testdir();
  const [one, next] = [await openIdentity(folder, 600), await openIdentity(folder, 600)];

  t.equal(one.holder, next.holder);
  t.not(one.start, next.start);
  t.match(one, { holder: /^[0-9a-f]{64}$/, start: /^[0-9a-f]{32}$/, actor: /^[A-Za-z0-9._:@/+-]{1,200}$/ });
  const link = join(t.testdirName, '..', 'same');
  await symlink(folder, link);
  t.teardown(async () => rm(link));
  t.equal((await openIdentity(link, 600)).holder, one.holder, 'by whatever path it is named');
});

t.test('a copy is another LO; a folder that has lost its state is the same one', async (t) => {
  const root = t.testdir({ state: {} });
  const [state, copy] = [join(root, 'state'), join(root, 'copy')];
  const { holder } = await openIdentity(state, 600);
  await cp(state, copy, { recursive: true });

  t.not((await openIdentity(copy, 600)).holder, holder);
  await rm(state, { recursive: true });
  await mkdir(state);
  t.equal((await openIdentity(state, 600)).holder, holder);
});

t.test('what a host could not keep of a folder name is replaced', async (t) => {
  const folder = join(t.testdir(), `a b\n$(id) ${'x'.repeat(200)}`);
  await mkdir(folder);

  t.match((await openIdentity(folder, 600)).actor, /^[A-Za-z0-9._:@/+-]{200}$/);
});
