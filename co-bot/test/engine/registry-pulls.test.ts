import t from 'tap';
import {
  type CommentView,
  type ForgeUser,
  type ReviewCommentView,
  type StatusView,
  signIn,
  view,
} from '../support/forge-user.ts';
import { cloneRepository } from '../support/git-clone.ts';
import { type Files, makeNothingDesired, makePackage, makePolicy, makeSite } from '../support/packages.ts';
import { startWorld, type World } from '../support/start-world.ts';

const file = 'apps/store/margo.yaml';
const good = makePackage({ id: 'store' });
const bad = { ...good, [file]: String(good[file]).replace('dataType: string', 'dataType: strin') };
const FAULT_LINE =
  String(bad[file])
    .split('\n')
    .findIndex((line) => line.includes('strin')) + 1;

/** What the registry of a world shows of its pull requests. */
function openRegistry(world: World) {
  const alice = signIn(world.forge.url, 'acme/apps', 'alice', world.forge.addToken('alice'));
  const list =
    <View>(path: (key: number | string) => string) =>
    (key: number | string) =>
      view<readonly View[]>(alice, `${path(key)}?per_page=100`);
  return {
    alice,
    statuses: list<StatusView>((commit) => `/commits/${commit}/statuses`),
    remarks: list<ReviewCommentView>((pull) => `/pulls/${pull}/comments`),
    comments: list<CommentView>((pull) => `/issues/${pull}/comments`),
  };
}

/** What CO changed on the forge since then, apart from signing in. */
function listWrites(world: World, since: number) {
  return world.requests
    .slice(since)
    .filter(({ actor, kind, method }) => actor === 'colo-co[bot]' && kind === 'rest' && method !== 'GET')
    .filter(({ path }) => path !== '/graphql' && !path.includes('access_tokens'));
}

t.test(
  'a pull request to a registry is judged before it is merged; the repair turns it green, once',
  async (t) => {
    const world = await startWorld();
    t.teardown(() => world.close());
    const { alice, statuses, remarks, comments } = openRegistry(world);
    const first = await world.apps.commit('Add a store', bad, 'work');
    const pull = await alice.openPull('work', 'Work');
    await world.settle();

    t.match(await statuses(first), [
      {
        context: 'colo/package',
        state: 'failure',
        description: new RegExp(`^apps/store/margo\\.yaml:${FAULT_LINE}: [A-Z_]+; checked against main@`),
        creator: { login: 'colo-co[bot]' },
      },
    ]);
    const told = await remarks(pull);
    t.match(told, [{ path: file, line: FAULT_LINE, commit_id: first, user: { login: 'colo-co[bot]' } }]);
    t.equal(told.length, 1);
    t.match(await comments(pull), [{ body: /^\*\*`colo\/package`: 1 error\*\*/ }]);

    const before = world.requests.length;
    await world.redeliverAll();
    const other = await world.startCo();
    await Promise.all([world.co.sweep(), other.sweep()]);
    await world.settle();
    t.strictSame(listWrites(world, before), [], 'nothing is said twice');

    const repaired = await world.apps.commit('Repair', good, 'work');
    await world.settle();
    await world.redeliverAll();
    await Promise.all([world.co.sweep(), other.sweep()]);
    await world.settle();

    t.match(await statuses(repaired), [
      { state: 'success', description: /^valid, publishes store 1\.0; checked against main@/ },
    ]);
    t.equal((await statuses(repaired)).length, 1, 'green, once');
    t.equal((await statuses(first)).length, 1, 'and red, once');
    t.strictSame(await remarks(pull), []);
    t.strictSame(await comments(pull), []);

    const merged = await alice.merge(pull);
    await world.settle();
    t.match(await statuses(merged), [{ context: 'colo/package', description: 'published store 1.0' }]);
    t.equal((await statuses(repaired)).length, 1);
  },
);

t.test('what is published is known: versions, immutable parameters, and whose an id is', async (t) => {
  const world = await startWorld({
    apps: { ...makePackage(), ...makePackage({ id: 'store', immutable: 'data' }) },
  });
  t.teardown(() => world.close());
  const { alice, statuses, remarks, comments } = openRegistry(world);
  const propose = async (branch: string, files: Readonly<Record<string, string>>) => {
    const commit = await world.apps.commit(branch, files, branch);
    const pull = await alice.openPull(branch, branch);
    await world.settle();
    return { pull, commit, status: (await statuses(commit))[0], remarks: await remarks(pull) };
  };

  const same = await propose('same-version', makePackage({ script: 'echo other\n' }));
  t.match(same.status, {
    state: 'failure',
    description: /^apps\/hello-world\/margo\.yaml:6: MARGO_VERSION_PUBLISHED/,
  });
  t.strictSame(same.remarks, [], 'margo.yaml is not touched');
  t.match(await comments(same.pull), [{ body: /margo\.yaml:6:12: error `MARGO_VERSION_PUBLISHED`/ }]);
  const immutable = await propose(
    'immutable',
    makePackage({ id: 'store', version: '1.1', immutable: 'data-2' }),
  );
  t.match(immutable.status, {
    state: 'failure',
    description: /^apps\/store\/margo\.yaml:20: MARGO_IMMUTABLE_CHANGED/,
  });
  t.match(immutable.remarks, [{ path: file, line: 20 }]);
  // It comes after the folder that owns the id, so that the tree alone would tell of it as well.
  const stolen = Object.entries(makePackage({ version: '6.6' })).map(([path, text]) => [
    path.replace('apps/hello-world', 'apps/zoo'),
    text,
  ]);
  const theft = await propose('theft', Object.fromEntries(stolen));
  t.match(theft.status, {
    state: 'failure',
    description: /^apps\/zoo\/margo\.yaml:4: TREE_PACKAGE_DUPLICATE;/,
  });
  t.match(theft.remarks, [{ path: 'apps/zoo/margo.yaml', line: 4 }]);
  t.equal(theft.remarks.length, 1, 'once');
});

t.test('a pull request is judged again when the registry moves', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, statuses } = openRegistry(world);
  const propose = async (branch: string, files: Readonly<Record<string, string>>) => {
    const commit = await world.apps.commit(branch, files, branch);
    await alice.openPull(branch, branch);
    await world.settle();
    return { commit, status: (await statuses(commit))[0] };
  };
  const sound = await propose('sound', makePackage({ version: '1.1', script: 'echo other\n' }));
  t.match(sound.status, { state: 'success', description: /publishes hello-world 1\.1/ });
  const words = await propose('words', { 'README.md': 'x\n' });
  t.match(words.status, { state: 'success', description: 'touches no package' });

  await world.apps.commit('Meanwhile', makePackage({ version: '1.1', script: 'echo third\n' }));
  await world.settle();

  t.match((await statuses(sound.commit))[0], { state: 'failure' }, 'judged again when the registry moves');
});

t.test('a pull request from a fork gets the same, and nothing of it runs', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { forge } = world;
  const { statuses, remarks } = openRegistry(world);
  forge.setPermission('acme/apps', 'mallory', 'read');
  const fork = await forge.createRepository({ owner: 'mallory', name: 'apps' });
  const token = forge.addToken('mallory');
  const mallory: ForgeUser = signIn(forge.url, 'acme/apps', 'mallory', token);
  const clone = await cloneRepository(fork.cloneUrl, token);
  t.teardown(() => clone.close());
  await clone.git('fetch', '--quiet', `${forge.url}/acme/apps.git`, 'main');
  await clone.git('push', '--quiet', 'origin', 'FETCH_HEAD:refs/heads/main');
  const hostile = { '.gitattributes': '* filter=x diff=x\n', 'run.sh': 'exit 1\n' };
  const first = await clone.commit('Add a store', { ...bad, ...hostile }, 'work');
  const opened = await mallory.call('POST', '/pulls', { title: 'x', head: 'mallory:work', base: 'main' });
  const number = Number(new Map(Object.entries(Object(opened))).get('number'));
  await world.settle();

  t.match(await statuses(first), [{ context: 'colo/package', state: 'failure' }]);
  t.match(await remarks(number), [{ path: file, line: FAULT_LINE }]);

  const second = await clone.commit('Repair', good, 'work');
  await world.settle();
  await world.redeliverAll();

  t.match(await statuses(second), [{ state: 'success' }]);
  t.equal((await statuses(second)).length, 1);
  t.strictSame(await remarks(number), []);
});

t.test('what no webhook told is found by a sweep, a conflict too', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const { alice, statuses } = openRegistry(world);
  world.forge.setWebhookUrl(7, 'http://127.0.0.1:1/');
  const commit = await world.apps.commit('Add a store', bad, 'work');
  await alice.openPull('work', 'Work');
  const other = await world.apps.commit('Change 1.0', makePackage({ script: 'echo one\n' }), 'other');
  await alice.openPull('other', 'Other');
  await world.apps.commit('Change 1.0 otherwise', makePackage({ script: 'echo two\n' }));

  await world.co.sweep();
  await world.settle();

  t.match(await statuses(commit), [{ context: 'colo/package', state: 'failure' }]);
  t.match(await statuses(other), [{ description: /^does not merge: apps\/hello-world\/server\/run\.sh;/ }]);
});

const both: Files = {
  'colo.yaml': String(makePolicy()['colo.yaml']).replace('acme/apps', 'acme/infra'),
  ...makeSite('berlin', ['edge-01']),
  ...makeNothingDesired('berlin'),
  ...makePackage(),
};
const desired = 'sites/berlin/desiredstate.yaml';

t.test(
  'a repo that is infra repo and registry in one is judged as both, each in its own words',
  async (t) => {
    const world = await startWorld({ infra: both });
    t.teardown(() => world.close());
    const { alice, infra, statuses, remarks, comments } = world;
    const read = async (commit: string) =>
      (await statuses(commit))
        .map(({ context, state, description }) => `${context} ${state} ${description}`)
        .sort();
    const faulty = { ...bad, [desired]: String(both[desired]).replace('site: berlin', 'site: paris') };
    const first = await infra.commit('Add a store', faulty, 'work');
    const pull = await alice.openPull('work', 'Work');
    await world.settle();

    t.match(await read(first), [
      new RegExp(`^colo/package failure apps/store/margo\\.yaml:${FAULT_LINE}: `),
      /^colo\/validate failure sites\/berlin\/desiredstate\.yaml:4: SITE_NAME_MISMATCH;/,
    ]);
    const said = (await remarks(pull)).map(({ path, line }) => `${path}:${line}`).sort();
    t.strictSame(said, [`${file}:${FAULT_LINE}`, `${desired}:4`]);
    t.match((await comments(pull)).map(({ body }) => body).sort(), [
      /^\*\*`colo\/package`: 1 error\*\*/,
      /^\*\*`colo\/validate`: 1 error\*\*/,
    ]);

    const half = await infra.commit('Repair the package', good, 'work');
    await world.settle();
    await world.redeliverAll();
    await world.co.sweep();
    await world.settle();
    t.match(await read(half), [
      /^colo\/package success valid, publishes store 1\.0; checked against main@/,
      /^colo\/validate failure sites\/berlin\/desiredstate\.yaml:4: SITE_NAME_MISMATCH;/,
    ]);
    t.strictSame(
      (await remarks(pull)).map(({ path }) => path),
      [desired],
      'what the other check said stays',
    );
    t.match(await comments(pull), [{ body: /^\*\*`colo\/validate`: 1 error\*\*/ }]);

    const repaired = await infra.commit('Repair the site', { [desired]: String(both[desired]) }, 'work');
    await world.settle();
    t.match(await read(repaired), [/^colo\/package success valid/, /^colo\/validate success/]);
    t.strictSame(await remarks(pull), []);

    const merged = await alice.merge(pull);
    await world.settle();
    t.match(await read(merged), [/^colo\/package success published store 1\.0/], 'the push alone publishes');
    const site = await infra.commit('Touch a site', makeSite('berlin', ['edge-01', 'edge-02']), 'site');
    await alice.openPull('site', 'Site');
    await world.settle();
    t.match(await read(site), [
      /^colo\/package success touches no package/,
      /^colo\/validate success valid, 1 site/,
    ]);
  },
);
