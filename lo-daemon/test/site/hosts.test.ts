import { createServer } from 'node:net';
import { writeDocument } from '@colo/schemas';
import t from 'tap';
import { killAll } from '../node/find-processes.ts';
import { until } from '../node/node-rig.ts';
import { startLo } from './lo-process.ts';
import { createSiteRig, SITE, type SiteRig } from './site-rig.ts';

const HOSTS = ['edge-01', 'edge-02', 'edge-03'] as const;

/** A port of this machine on which nobody listens. */
async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 1;
}

/** The inventory with edge-02 behind a dead SSH port, or as it was. */
function inventory(rig: SiteRig, port: number | undefined): Readonly<Record<string, string>> {
  const hosts = HOSTS.map((name) => ({
    name,
    address: '127.0.0.1',
    user: 'nobody',
    workdir: rig.workdir(name),
    capabilities: { runtimes: ['process'] },
    ...(name === 'edge-02' && port !== undefined
      ? {
          transport: 'ssh2',
          port,
          hostKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJdWHpzcVDJvcPTUdUwRmeyTJWvLzzXVm0U6lSJF2kv'],
        }
      : { transport: 'local' }),
  }));
  return {
    [`sites/${SITE}/site.yaml`]: writeDocument({
      apiVersion: 'colo.dev/v1alpha1',
      kind: 'Site',
      metadata: { name: SITE },
      spec: { hosts },
    }),
  };
}

t.test('a host that is down holds up nobody, says so, and converges when it is back', async (t) => {
  const rig = await createSiteRig(t, { hosts: HOSTS });
  const commit = await rig.want(
    [{ applicationId: 'hello', version: '1.0' }],
    inventory(rig, await findClosedPort()),
  );

  t.equal(await rig.once(), 'waiting');

  const said = new Map((await rig.reports()).map(({ context, description }) => [context, description]));
  t.match(said.get('lo/eu/berlin/edge-01/hello'), /^installed 1\.0/);
  t.match(said.get('lo/eu/berlin/edge-02/hello'), /^pending 1\.0 \[[0-9a-f]{12}\]: unreachable since /);
  t.match(said.get('lo/eu/berlin/edge-03/hello'), /^installed 1\.0/);

  await rig.infra.commit(inventory(rig, undefined));
  t.equal(await rig.once(), 'converged');
  t.match((await rig.reports()).at(-1), { context: 'lo/eu/berlin/edge-02/hello', commit, state: 'success' });
  t.equal((await rig.starts('edge-02')).length, 1);
});

t.test('a host that leaves the inventory is forgotten, and nothing is removed there', async (t) => {
  const rig = await createSiteRig(t, { hosts: ['edge-01', 'edge-02'] });
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  const { hosts: _hosts, ...wish } = { applicationId: 'hello', version: '1.0', hosts: [] };
  const site = inventory(rig, undefined)[`sites/${SITE}/site.yaml`] ?? '';
  const smaller = site.slice(0, site.indexOf('    - name: edge-02'));

  await rig.want([{ ...wish, hosts: ['edge-01'] }], { [`sites/${SITE}/site.yaml`]: smaller });

  t.equal(await rig.once(), 'converged');
  t.equal((await rig.findPrograms()).length >= 2, true, 'its program runs on');
  t.match(rig.logged.join(''), /host left the inventory/);
  t.match((await rig.reports()).at(-1), { context: 'lo/eu/berlin/edge-02/hello', state: 'error' });
});

t.test('an application killed by hand is started again', async (t) => {
  const rig = await createSiteRig(t, { config: { drift: { everySeconds: 1 } } });
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  await startLo(t, rig);
  await until('it runs', async () => (await rig.reports()).at(-1)?.state === 'success', 30_000);
  const before = (await rig.reports()).length;

  await killAll(await rig.findPrograms());

  await until('it is started again', async () => (await rig.starts()).length === 2, 30_000);
  await until('it is installed', async () => (await rig.reports()).at(-1)?.state === 'success', 30_000);
  t.ok((await rig.reports()).length >= before);
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
