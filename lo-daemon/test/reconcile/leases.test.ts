import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import t, { type Test } from 'tap';
import { Actuator } from '../../src/actuate/actuator.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import type { LeaseIdentity } from '../../src/node/host-lease.ts';
import type { NodeClient } from '../../src/node/node-client.ts';
import { HostSession } from '../../src/reconcile/host-session.ts';
import { decideStanding } from '../../src/reconcile/host-standing.ts';
import { HostWorker } from '../../src/reconcile/host-worker.ts';
import { getRuntime } from '../../src/runtimes/registry.ts';
import { BlobStore } from '../../src/store/blob-store.ts';
import { StateStore } from '../../src/store/state-store.ts';
import { Semaphore } from '../../src/transports/semaphore.ts';
import { makeRevision } from '../make-revision.ts';
import { createNodeRig, OWNER, until } from '../node/node-rig.ts';

const NEVER = new AbortController().signal;
const revision = makeRevision('1'.repeat(40), '1.0', 'a');
const host = {
  name: 'edge-01',
  address: '127.0.0.1',
  user: 'nobody',
  capabilities: { runtimes: ['process'] },
};

function identity(letter: string): LeaseIdentity {
  return { holder: letter.repeat(64), start: letter.repeat(32), actor: `${letter}:/lo`, seconds: 600 };
}

async function makeSession(t: Test, client: NodeClient, failures: unknown[] = []) {
  const state = new StateStore(join(t.testdir(), 'state'), 'eu/berlin');
  await state.load();
  return new HostSession({
    site: 'eu/berlin',
    state,
    leaseSeconds: 1,
    createClient: () => client,
    judge: async (lease) => decideStanding(lease, '', 'contained'),
    onRenewalFailed: (error) => void failures.push(error),
  });
}

t.test('a lease is renewed while something takes long, and its loss is found', async (t) => {
  const rig = await createNodeRig(t);
  const session = await makeSession(t, rig.newClient({ lease: identity('a') }));
  t.match(await session.observe(host, undefined, NEVER), { standing: { kind: 'acting' }, regained: false });
  const file = join(rig.workdir, 'leases', OWNER, 'renewed');
  const before = await readFile(file, 'latin1');

  await session.holding(host, () =>
    until('it is renewed', async () => (await readFile(file, 'latin1')) !== before),
  );

  t.equal(await session.renew(host), true);
  await rig.newClient({ lease: identity('b') }).observe({ claim: 'takeover' });
  t.equal(await session.renew(host), false);
  t.match(await session.observe(host, undefined, NEVER), {
    standing: { kind: 'passive', message: 'Another LO acts here: b:/lo.' },
  });
  session.requestTakeover();
  t.match(await session.observe(host, undefined, NEVER), { standing: { kind: 'acting' }, regained: true });
});

t.test('that a lease cannot be renewed ends no work that goes on', async (t) => {
  const rig = await createNodeRig(t);
  const client = rig.newClient({ lease: identity('a') });
  const failures: unknown[] = [];
  const session = await makeSession(
    t,
    { ...client, renew: () => Promise.reject(new ColoError('NODE_OUTCOME_UNKNOWN', 'dropped')) },
    failures,
  );

  const result = await session.holding(host, async () => {
    await until('it has failed', () => failures.length > 0);
    return 'done';
  });

  t.equal(result, 'done');
});

t.test('reports about a host wait for the first look, and stop where another LO is known', async (t) => {
  const rig = await createNodeRig(t);
  const state = new StateStore(join(t.testdir(), 'state'), 'eu/berlin');
  await state.load();
  const settings = resolveSettings({
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'LocalOrchestrator',
    site: 'eu/berlin',
    infra: { repository: 'https://forge.test/infra.git', name: 'acme/infra' },
    stateDir: rig.root,
  });
  let isDown = true;
  function makeWorker(letter: string): HostWorker {
    const client = rig.newClient({ lease: identity(letter) });
    const observe: NodeClient['observe'] = (options) =>
      isDown ? Promise.reject(new ColoError('NODE_UNREACHABLE', 'down')) : client.observe(options);
    return new HostWorker({
      host: host.name,
      settings,
      state,
      actuator: new Actuator({
        settings,
        owner: OWNER,
        blobs: new BlobStore(join(rig.root, 'blobs')),
        getRuntime,
      }),
      log: createLogger('error', () => undefined),
      acting: new Semaphore(1),
      getRevision: () => ({ ...revision, hosts: new Map() }),
      createClient: () => ({ ...client, observe }),
      onChange: () => undefined,
    });
  }
  const worker = makeWorker('a');
  t.equal(worker.route, 'hold');
  await worker.look(NEVER);
  t.equal(worker.route, 'send', 'nobody knows of another LO');

  isDown = false;
  await rig.newClient({ lease: identity('b') }).observe();
  await worker.look(NEVER);
  t.equal(worker.route, 'drop');
  t.match(state.getHost(host.name), {
    problem: { code: 'LO_PASSIVE' },
    lease: { own: false, actor: 'b:/lo' },
  });
  isDown = true;
  await worker.look(NEVER);
  t.match(state.getHost(host.name), { problem: { code: 'NODE_UNREACHABLE' } });
  t.equal(worker.route, 'drop');

  const restarted = makeWorker('a');
  t.equal(restarted.route, 'hold');
  await restarted.look(NEVER);
  t.equal(restarted.route, 'drop', 'that another acts is remembered over a restart');
});
