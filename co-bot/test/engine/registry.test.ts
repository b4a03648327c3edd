import t from 'tap';
import { type StatusView, signIn, view } from '../support/forge-user.ts';
import { makePackage } from '../support/packages.ts';
import { startWorld } from '../support/start-world.ts';

t.test('a registry push is validated, tagged once, and immutable', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const reader = signIn(world.forge.url, 'acme/apps', 'alice', world.forge.addToken('alice'));
  const statusOf = async (commit: string) => {
    const [newest] = await view<readonly StatusView[]>(reader, `/commits/${commit}/statuses`);
    return newest;
  };
  const tags = () =>
    world.apps.git('ls-remote', '--tags', 'origin').then((text) => text.replace(/^\S+\trefs\/tags\//gm, ''));
  t.equal(await tags(), 'hello-world@1.0');

  await t.test('other content under a published version is refused', async (t) => {
    const commit = await world.apps.commit('Change 1.0', makePackage({ script: 'echo other\n' }));
    await world.settle();

    t.match(await statusOf(commit), {
      context: 'colo/package',
      state: 'failure',
      description: /published with other content/,
    });
  });

  await t.test('a new version is tagged', async (t) => {
    const commit = await world.apps.commit(
      'Add 1.1',
      makePackage({ version: '1.1', script: 'echo other\n' }),
    );
    await world.settle();

    t.match(await statusOf(commit), { state: 'success', description: 'published hello-world 1.1' });
    t.equal(await tags(), 'hello-world@1.0\nhello-world@1.1');
  });

  await t.test('what a published version calls immutable stays', async (t) => {
    const make = (version: string, immutable: string) => makePackage({ id: 'store', version, immutable });
    await world.apps.commit('Add store 1.0', make('1.0', 'data'));
    await world.settle();

    const commit = await world.apps.commit('Move the data', make('1.1', 'data-2'));
    await world.settle();

    t.match(await statusOf(commit), {
      state: 'failure',
      description: /^apps\/store\/margo\.yaml:20: MARGO_IMMUTABLE_CHANGED/,
    });
    t.notMatch(await tags(), 'store@1.1');
    await world.apps.commit(
      'Remove store',
      Object.fromEntries(Object.keys(make('1.1', 'data')).map((path) => [path, undefined])),
    );
    await world.settle();
  });

  await t.test('an id belongs to the folder that first published it', async (t) => {
    const stolen = Object.entries(makePackage({ version: '6.6' })).map(([path, text]) => [
      path.replace('apps/hello-world', 'apps/evil'),
      text,
    ]);
    const commit = await world.apps.commit('Steal the id', {
      ...Object.fromEntries(Object.keys(makePackage()).map((path) => [path, undefined])),
      ...Object.fromEntries(stolen),
    });
    await world.settle();

    t.match(await statusOf(commit), { state: 'failure', description: /belongs to apps\/hello-world/ });
    t.notMatch(await tags(), /6\.6/);
  });

  await t.test('a broken package does not keep a good one from its tag', async (t) => {
    const commit = await world.apps.commit('Broken and good', {
      'apps/evil': undefined,
      ...makePackage({ version: '1.1', script: 'echo other\n' }),
      ...makePackage({ id: 'clock' }),
      'apps/broken/margo.yaml': 'apiVersion: [\n',
    });
    await world.settle();

    t.match(await statusOf(commit), { state: 'failure', description: /apps\/broken\/margo\.yaml/ });
    t.match(await tags(), /clock@1\.0/);
  });
});
