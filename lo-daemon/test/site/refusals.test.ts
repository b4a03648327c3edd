import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { createSiteRig, SITE, type SiteRig } from './site-rig.ts';

const DESIRED = `sites/${SITE}/desiredstate.yaml`;
const APPS = [
  { applicationId: 'a', version: '1.0' },
  { applicationId: 'b', version: '1.0' },
] as const;

async function reportsOf(rig: SiteRig, commit: string) {
  return (await rig.reports()).filter((report) => report.commit === commit);
}

// Fault 18
t.test('a desired state that cannot be used removes nothing, and everybody who waits is told', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want(APPS);
  t.equal(await rig.once(), 'converged');
  const text = rig.render(APPS)[DESIRED] ?? '';
  const renamed = rig.render([{ applicationId: 'c', version: '1.0' }])[DESIRED] ?? '';
  const cases: readonly {
    readonly name: string;
    readonly text: string | undefined;
    readonly also?: string;
  }[] = [
    { name: 'empty', text: '' },
    { name: 'blank', text: '\n\n' },
    { name: 'cut off', text: text.slice(0, text.length / 2) },
    { name: 'unknown key', text: text.replace('kind: DesiredState', 'kind: DesiredState\nsurprise: true') },
    { name: 'newer version', text: text.replace('apiVersion: colo.dev/v1alpha1', 'apiVersion: colo.dev/v9') },
    { name: 'no YAML', text: 'a: [' },
    { name: 'another site', text: text.replaceAll(SITE, 'eu/paris') },
    { name: 'missing package', text: renamed, also: 'c' },
    { name: 'deleted', text: undefined },
  ];
  for (const { name, text: broken, also } of cases) {
    const commit = await rig.infra.commit({ [DESIRED]: broken }, name);

    const outcome = await rig.once();

    t.equal(outcome, 'failed', name);
    const expected = ['a', 'b', ...(also === undefined ? [] : [also])];
    const reports = await reportsOf(rig, commit);
    t.same(
      reports.map(({ context, state }) => `${context} ${state}`).sort(),
      expected.map((app) => `lo/eu/berlin/edge-01/${app} failure`),
      name,
    );
    t.equal((await rig.starts()).length, 2, `${name}: nothing is started or removed`);
  }

  const repaired = await rig.want(APPS);
  t.equal(await rig.once(), 'converged');
  const said = (await reportsOf(rig, repaired)).filter(({ state }) => state === 'success');
  t.equal(said.length, 2, 'the repair is told too');
  t.equal((await rig.starts()).length, 2, 'what ran all the time is not started again');
});

// Fault 18
t.test('a whole site folder that is gone removes nothing', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want(APPS);
  t.equal(await rig.once(), 'converged');

  const commit = await rig.infra.commit({ [`sites/${SITE}`]: undefined }, 'oops');

  t.equal(await rig.once(), 'failed');
  t.same(
    (await reportsOf(rig, commit)).map(({ state }) => state),
    ['failure', 'failure'],
  );
  const daemon = await rig.open();
  t.match(daemon.describe(), { refused: { code: 'GIT_SITE_MISSING', commit }, outcome: 'failed' });
  await daemon.close();
});

t.test('a readable desired state without an application removes it', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want(APPS);
  t.equal(await rig.once(), 'converged');

  const commit = await rig.want([]);

  t.equal(await rig.once(), 'converged');
  const said = (await reportsOf(rig, commit)).filter(({ state }) => state === 'success');
  t.same(
    said.map(({ context, description }) => `${context} ${description}`),
    ['lo/eu/berlin/edge-01/a removed', 'lo/eu/berlin/edge-01/b removed'],
  );
});

// Fault 17
t.test('a branch moved back by force is refused and said, unless the site allows it', async (t) => {
  const rig = await createSiteRig(t);
  const old = await rig.want([APPS[0]]);
  t.equal(await rig.once(), 'converged');
  await rig.want(APPS);
  t.equal(await rig.once(), 'converged');

  await rig.infra.git('push', '-q', '--force', 'origin', `${old}:main`);

  t.equal(await rig.once(), 'failed');
  t.match((await reportsOf(rig, old)).at(-1), {
    state: 'error',
    description: /^refused: GIT_HISTORY_REWOUND/,
  });
  t.equal((await rig.starts()).length, 2, 'b still runs');
  const lenient = await rig.openWith({ guard: { rewind: true } });
  t.equal(await lenient.runOnce(new AbortController().signal), 'converged');
  await lenient.close();
  t.match((await rig.reports()).at(-1), { context: 'lo/eu/berlin/edge-01/b', description: 'removed' });
});

// Fault 19
t.test('a package edited in place is refused', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want(APPS);
  t.equal(await rig.once(), 'converged');
  const path = Object.keys(rig.render(APPS)).find((name) => name.endsWith('web/run.sh')) ?? '';

  await rig.infra.commit({ [path]: 'echo evil\n' }, 'edit in place');

  t.equal(await rig.once(), 'failed');
  const daemon = await rig.open();
  t.match(daemon.describe(), { refused: { code: 'GIT_PACKAGE_DIGEST_MISMATCH' } });
  await daemon.close();
  t.equal((await rig.starts()).length, 2);
});

// Fault 20
t.test('another repository in a later version of a package is refused', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([APPS[0]]);
  t.equal(await rig.once(), 'converged');
  const next = rig.render([{ applicationId: 'a', version: '2.0' }]);
  const folder = Object.keys(next).find((name) => name.endsWith('/margo.yaml')) ?? '';
  await rig.infra.commit({ ...next, [DESIRED]: rig.render([APPS[0]])[DESIRED] }, 'files');
  const module = `160000,${'a'.repeat(40)},${folder.replace('/margo.yaml', '/module')}`;
  await rig.infra.git('update-index', '--add', '--cacheinfo', module);
  await rig.infra.git('commit', '-q', '-m', 'a submodule');
  await rig.infra.git('push', '-q', 'origin', 'HEAD:main');
  t.equal(await rig.once(), 'converged', 'nobody refers to it yet');

  await writeFile(join(rig.infra.checkout, DESIRED), next[DESIRED] ?? '');
  await rig.infra.git('commit', '-q', '-m', 'refer to it', '--', DESIRED);
  await rig.infra.git('push', '-q', 'origin', 'HEAD:main');

  t.equal(await rig.once(), 'failed');
  t.match((await rig.reports()).at(-1), { state: 'failure' });
  t.same(await rig.running(), ['a web 1.0 Hello']);
});

// Fault 20
t.test('a link in a later version of a package is refused', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([APPS[0]]);
  t.equal(await rig.once(), 'converged');
  const next = rig.render([{ applicationId: 'a', version: '2.0' }]);
  const folder =
    Object.keys(next)
      .find((name) => name.endsWith('/margo.yaml'))
      ?.replace('/margo.yaml', '') ?? '';
  await rig.infra.commit({ [`${folder}/margo.yaml`]: '' }, 'folder');
  await symlink('/etc/passwd', join(rig.infra.checkout, folder, 'secrets'));

  await rig.infra.commit(next, 'a link');

  t.equal(await rig.once(), 'failed');
  t.match((await rig.reports()).at(-1), { state: 'failure' });
  t.equal((await rig.starts()).length, 1);
});

t.test('a revision that removes more than the site allows is refused', async (t) => {
  const rig = await createSiteRig(t, { config: { guard: { removals: 1 } } });
  await rig.want(APPS);
  t.equal(await rig.once(), 'converged');

  const commit = await rig.want([]);

  t.equal(await rig.once(), 'failed');
  t.match((await reportsOf(rig, commit)).at(-1), { state: 'error', description: /LO_REMOVALS_REFUSED/ });
  await rig.want([APPS[0]]);
  t.equal(await rig.once(), 'converged', 'one at a time is allowed');
});

// Fault 15
t.test(
  'the status goes to the commit that changed the site, however many others came after it',
  async (t) => {
    const rig = await createSiteRig(t);
    const commit = await rig.want([APPS[0]]);
    for (const number of [1, 2, 3]) await rig.infra.commit({ 'sites/other/x': `${number}` }, 'another site');

    t.equal(await rig.once(), 'converged', 'the first fetch is shallow');

    t.match((await rig.reports()).at(-1), { commit, state: 'success' });
    const second = await rig.want(APPS);
    await rig.infra.commit({ 'sites/other/x': 'more' }, 'another site');
    t.equal(await rig.once(), 'converged');
    t.match((await rig.reports()).at(-1), {
      commit: second,
      context: 'lo/eu/berlin/edge-01/b',
      state: 'success',
    });
  },
);
