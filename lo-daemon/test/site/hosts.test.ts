import { join } from 'node:path';
import { writeDocument } from '@colo/schemas/documents/write';
import t from 'tap';
import { StateStore } from '../../src/store/state-store.ts';
import { killAll } from '../node/find-processes.ts';
import { until } from '../node/node-rig.ts';
import { runLo, startLo } from './lo-process.ts';
import { createSiteRig, SITE, type SiteRig } from './site-rig.ts';

/** How often LO has seen the program of a rig's only application started again. */
async function readRestarts(rig: SiteRig): Promise<number | undefined> {
  const store = new StateStore(join(rig.settings.stateDir, 'state'), SITE);
  await store.load();
  return store.getHost('edge-01')?.applications['hello']?.components['web']?.restarts;
}

t.test('a host that leaves the inventory is forgotten, and nothing is removed there', async (t) => {
  const rig = await createSiteRig(t, { hosts: ['edge-01', 'edge-02'] });
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  const site = rig.inventory()[`sites/${SITE}/site.yaml`] ?? '';
  const smaller = site.slice(0, site.indexOf('    - name: edge-02'));

  await rig.want([{ applicationId: 'hello', version: '1.0', hosts: ['edge-01'] }], {
    [`sites/${SITE}/site.yaml`]: smaller,
  });

  t.equal(await rig.once(), 'converged');
  t.ok((await rig.findPrograms()).length >= 2, 'its program runs on');
  t.match(rig.logged.join(''), /host left the inventory/);
  t.match((await rig.reports()).at(-1), { context: 'lo/eu/berlin/edge-02/hello', state: 'error' });
});

// Fault 5
t.test('an application killed by hand is started again', async (t) => {
  const rig = await createSiteRig(t, { config: { drift: { everySeconds: 1 } } });
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  await startLo(t, rig);
  await until('it runs', async () => (await rig.reports()).at(-1)?.state === 'success');
  const before = (await rig.reports()).length;

  await killAll(await rig.findPrograms());

  await until('it is started again', async () => (await rig.starts()).length === 2);
  await until('it is installed', async () => (await rig.reports()).at(-1)?.state === 'success');
  t.ok((await rig.reports()).length >= before);
});

t.test('an application that ends again and again is called so, once, until somebody asks', async (t) => {
  const rig = await createSiteRig(t, { config: { drift: { everySeconds: 1 } } });
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  await startLo(t, rig);
  await until('it runs', async () => (await rig.reports()).at(-1)?.state === 'success');

  for (const starts of [2, 3, 4, 5]) {
    await killAll(await rig.findPrograms());
    await until(`start ${starts}`, async () => (await rig.starts()).length === starts);
    await until('the look at it', async () => (await readRestarts(rig)) === starts - 1);
  }

  await until('it is told', async () => (await rig.reports()).at(-1)?.state === 'failure');
  const failures = (await rig.reports()).filter(({ state }) => state === 'failure');
  t.match(failures, [{ description: /^failed 1\.0 .*: web: CRASH_LOOP$/ }]);
  t.equal(failures.length, 1);
  t.match(
    (await runLo(rig, 'status')).stdout,
    /web: [a-z]+.*, CRASH_LOOP: LO saw it start again [3-9]+ times/,
  );

  t.equal((await runLo(rig, 'retry', 'edge-01', 'hello')).exitCode, 0);
  await until('all is well again', async () => (await rig.reports()).at(-1)?.state === 'success');
});

t.test('where drift is only to be reported, nothing is healed', async (t) => {
  const rig = await createSiteRig(t, { config: { drift: { mode: 'report' } } });
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');

  await killAll(await rig.findPrograms());

  await rig.once();
  t.equal((await rig.starts()).length, 1);
  t.match((await rig.reports()).at(-1), {
    state: 'failure',
    description: /web: drift, stopped; nothing runs$/,
  });
});

t.test('an application that fails holds up no other', async (t) => {
  const rig = await createSiteRig(t);

  await rig.want([
    { applicationId: 'a', version: '1.0', broken: ['web'] },
    { applicationId: 'b', version: '1.0' },
  ]);

  t.equal(await rig.once(), 'failed');
  const said = new Map((await rig.reports()).map(({ context, state }) => [context, state]));
  t.equal(said.get('lo/eu/berlin/edge-01/a'), 'failure');
  t.equal(said.get('lo/eu/berlin/edge-01/b'), 'success');
});

t.test('what failed is tried again when somebody asks', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'a', version: '1.0', broken: ['web'] }]);
  t.equal(await rig.once(), 'failed');
  const tries = (await rig.starts()).length;
  const daemon = await rig.open();
  await daemon.retry('edge-01', 'a');
  await daemon.close();

  t.equal(await rig.once(), 'failed');

  t.ok((await rig.starts()).length > tries);
});

t.test('a request to try again in an event is taken once', async (t) => {
  const rig = await createSiteRig(t);
  const commit = await rig.want([{ applicationId: 'a', version: '1.0', broken: ['web'] }]);
  t.equal(await rig.once(), 'failed');
  const tries = (await rig.starts()).length;
  const event = writeDocument({
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'Event',
    metadata: { site: SITE },
    spec: { commit, hosts: {}, retry: [{ host: 'edge-01', applicationId: 'a', request: 'comment-1' }] },
  });
  await rig.infra.commitEvent({ [`sites/${SITE}/event.yaml`]: event });

  t.equal(await rig.once(), 'failed');
  const after = (await rig.starts()).length;
  t.ok(after > tries, 'tried again');

  t.equal(await rig.once(), 'failed');
  t.equal((await rig.starts()).length, after, 'the same request is not taken twice');
});
