import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostState } from '@colo/schemas/documents/actual-state';
import t, { type Test } from 'tap';
import { Actuator } from '../../src/actuate/actuator.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import type { NodeClient } from '../../src/node/node-client.ts';
import { HostSession } from '../../src/reconcile/host-session.ts';
import { HostWorker } from '../../src/reconcile/host-worker.ts';
import { getRuntime } from '../../src/runtimes/registry.ts';
import { BlobStore } from '../../src/store/blob-store.ts';
import { StateStore } from '../../src/store/state-store.ts';
import { localTransport } from '../../src/transports/local/local-transport.ts';
import { Semaphore } from '../../src/transports/semaphore.ts';
import { makeRevision } from '../make-revision.ts';
import { createNodeRig, OWNER } from '../node/node-rig.ts';
import { contentFile, DEPLOYMENT_ID, sampleComponent } from '../node/sample-component.ts';

const AT = '2026-01-01T00:00:00.000Z';
const TARGET = `sha256:${'a'.repeat(64)}`;
const revision = makeRevision('1'.repeat(40), '1.0', 'a');
const host = revision.site.spec.hosts[0] ?? {
  name: '',
  address: '',
  user: '',
  capabilities: { runtimes: [] },
};

/** What is known of a host on which a digest failed. */
const failed: HostState = {
  applications: {
    hello: {
      deploymentId: DEPLOYMENT_ID,
      components: {
        web: {
          type: 'process',
          source: 's',
          generation: 1,
          dirty: false,
          quarantine: { digest: TARGET, code: 'UNHEALTHY', message: 'm', at: AT },
        },
      },
    },
  },
};

interface SlowHost {
  readonly client: NodeClient;
  /** Answers that reached this side so far. */
  answers(): number;
  /** Ends when the next answer is here, and holds it back until it is let go. */
  holdNext(): Promise<() => void>;
}

/** A host with a component of its own, whose answers can be held back on their way to LO. */
async function createSlowHost(t: Test): Promise<SlowHost> {
  const rig = await createNodeRig(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));
  let count = 0;
  let hold: ((letGo: () => void) => void) | undefined;
  const client = rig.newClient({
    transport: {
      ...localTransport,
      async connect(target, options) {
        const connection = await localTransport.connect(target, options);
        return {
          async exec(request) {
            const result = await connection.exec(request);
            const report = hold;
            hold = undefined;
            count += 1;
            if (report !== undefined) await new Promise<void>((resolve) => report(resolve));
            return result;
          },
          get closed() {
            return connection.closed;
          },
          close: () => connection.close(),
        };
      },
    },
  });
  return {
    client,
    answers: () => count,
    holdNext: () =>
      new Promise((resolve) => {
        hold = resolve;
      }),
  };
}

function makeSession(t: Test, client: NodeClient) {
  const state = new StateStore(join(t.testdir(), 'state'), 'eu/berlin');
  const session = new HostSession({
    site: 'eu/berlin',
    state,
    leaseSeconds: 600,
    createClient: () => client,
    judge: async () => ({ kind: 'acting' }),
    onRenewalFailed: () => undefined,
  });
  return { state, session };
}

t.test('a quarantine that is lifted while the host answers stays lifted', async (t) => {
  const { client, holdNext } = await createSlowHost(t);
  const { state, session } = makeSession(t, client);
  await state.load();
  state.setHost(host.name, failed);
  const held = holdNext();
  const observing = session.observe(host, undefined, new AbortController().signal);

  const letGo = await held;
  const { quarantine: _lifted, ...web } = failed.applications['hello']?.components['web'] ?? {
    type: 'process',
    source: 's',
    generation: 1,
    dirty: false,
  };
  state.setHost(host.name, {
    applications: { hello: { deploymentId: DEPLOYMENT_ID, components: { web } } },
  });
  letGo();
  await observing;

  const component = state.getHost(host.name)?.applications['hello']?.components['web'];
  t.match(component, { observed: { state: 'running' } }, 'the answer counts');
  t.equal(component?.quarantine, undefined);
});

t.test('a host that leaves the inventory while it answers stays forgotten', async (t) => {
  const { client, holdNext } = await createSlowHost(t);
  const { state, session } = makeSession(t, client);
  await state.load();
  state.setHost(host.name, failed);
  const leaving = new AbortController();
  const held = holdNext();
  const observing = session.observe(host, undefined, leaving.signal);

  const letGo = await held;
  state.forgetHost(host.name);
  leaving.abort();
  letGo();

  await t.rejects(observing);
  t.same(state.listHosts(), []);
});

t.test('one check that fails is no illness; the next one decides', async (t) => {
  const rig = await createNodeRig(t);
  const check = 'test ! -e "$OUT/ill" || exit 1\nif test -e "$OUT/once"; then rm "$OUT/once"; exit 1; fi\n';
  await rig.run(
    sampleComponent({
      label: 'A',
      out: rig.out,
      properties: { healthCheck: { command: ['sh', '../app/check.sh'], timeout: '5m0s' }, timeout: '5m0s' },
      files: [contentFile('app/run.sh', 'exec sleep 1000\n'), contentFile('app/check.sh', check)],
    }),
  );
  const { state, session } = makeSession(t, rig.client);
  await state.load();
  async function look(): Promise<string | undefined> {
    await session.observe(host, undefined, new AbortController().signal);
    return state.getHost(host.name)?.applications['hello']?.components['web']?.observed?.state;
  }
  t.equal(await look(), 'running');

  await writeFile(join(rig.out, 'once'), '');
  t.equal(await look(), 'running');
  t.same(await readdir(rig.out), [], 'the check did fail');

  await writeFile(join(rig.out, 'ill'), '');
  t.equal(await look(), 'unhealthy');
  t.equal(await look(), 'unhealthy');
});

t.test('a host that is to be looked at while it answers is looked at once more', async (t) => {
  const { client, answers, holdNext } = await createSlowHost(t);
  const folder = t.testdir();
  const state = new StateStore(join(folder, 'state'), 'eu/berlin');
  await state.load();
  const settings = resolveSettings({
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'LocalOrchestrator',
    site: 'eu/berlin',
    infra: { repository: 'https://forge.test/infra.git', name: 'acme/infra' },
    stateDir: folder,
  });
  // Nothing is to be done there: what runs is another site's wish.
  const idle = { ...revision, hosts: new Map() };
  const changes: boolean[] = [];
  const worker: HostWorker = new HostWorker({
    host: host.name,
    settings: { ...settings, site: 'eu/paris' },
    state,
    actuator: new Actuator({
      settings,
      owner: OWNER,
      blobs: new BlobStore(join(folder, 'blobs')),
      getRuntime,
    }),
    log: createLogger('error', () => undefined),
    acting: new Semaphore(1),
    getRevision: () => idle,
    createClient: () => client,
    onChange: () => void changes.push(worker.observed),
  });
  const never = new AbortController().signal;
  await worker.pass(never);
  const before = answers();
  worker.wake();
  t.equal(worker.observed, true, 'that there may be more to see makes nothing unseen');
  const held = holdNext();
  const passing = worker.pass(never);

  const letGo = await held;
  worker.wake();
  letGo();
  await passing;

  t.equal(answers() - before, 2);
  await worker.pass(never);
  t.equal(answers() - before, 2, 'and no more than that');
  t.notOk(changes.includes(false), 'nor is it told that nobody has looked');
});
