// When a host is searched for what runs without a record of it, and what LO makes of the answer.
import { join } from 'node:path';
import type { HostState } from '@colo/schemas/documents/actual-state';
import t, { type Test } from 'tap';
import { createNonce } from '../../src/node/create-nonce.ts';
import { createRemoveIntent } from '../../src/node/create-remove-intent.ts';
import type { NodeClient } from '../../src/node/node-client.ts';
import type { NodeObservation, SlotReport } from '../../src/node/slot-report.ts';
import { applyObservation } from '../../src/reconcile/apply-observation.ts';
import { HostSession } from '../../src/reconcile/host-session.ts';
import { SearchTimes } from '../../src/reconcile/search-times.ts';
import { StateStore } from '../../src/store/state-store.ts';
import { createNodeRig, type NodeRig, OWNER, startAndWait } from '../node/node-rig.ts';
import { DEPLOYMENT_ID, sampleComponent, targetOf } from '../node/sample-component.ts';

const AT = '2026-01-01T00:00:00.000Z';
const NEVER = new AbortController().signal;
const MINUTE_MS = 60_000;
const host = {
  name: 'edge-01',
  address: '127.0.0.1',
  user: 'nobody',
  capabilities: { runtimes: ['process'] },
};

/** A session whose looks are written down: `yes` for one that searches. */
async function openSession(t: Test) {
  const [holder, start] = ['a'.repeat(64), 'a'.repeat(32)];
  const rig: NodeRig = await createNodeRig(t, { lease: { holder, start, actor: 'a:/lo', seconds: 600 } });
  // Whoever acts has the lease.
  await rig.client.observe();
  const state = new StateStore(join(t.testdir(), 'state'), 'eu/berlin');
  await state.load();
  const asked: string[] = [];
  const note = ({ search = false }: { readonly search?: boolean } = {}) => asked.push(search ? 'yes' : 'no');
  const own = rig.client;
  const client: NodeClient = {
    ...own,
    observe(options) {
      note(options);
      return own.observe(options);
    },
    boot(options) {
      note(options);
      return own.boot(options);
    },
  };
  const session = new HostSession({
    site: 'eu/berlin',
    state,
    leaseSeconds: 600,
    createClient: () => client,
    judge: async () => ({ kind: 'acting' }),
    onRenewalFailed: () => undefined,
  });
  return {
    rig,
    state,
    async look(at: typeof host = host): Promise<readonly string[]> {
      await session.observe(at, undefined, NEVER);
      return asked.splice(0);
    },
  };
}

t.test('a host is searched at the first look, and when something that was there is gone', async (t) => {
  const { rig, state, look } = await openSession(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));

  t.same(await look(), ['yes'], 'at first');
  t.same(await look(), ['no'], 'nothing is missed');
  await rig.remove(2);
  t.same(await look(), ['no', 'yes'], 'it was there');
  t.same(await look(), ['no'], 'it was searched for');

  const known: HostState = state.getHost('edge-01') ?? { applications: {} };
  state.setHost('edge-01', { ...known, bootId: 'another' });
  const moved = { ...host, address: '127.0.0.2' };
  t.same(
    await look(moved),
    ['yes', 'yes'],
    'another host, for all that is known; also after it started what it has',
  );
  t.same(await look(moved), ['no']);
});

t.test('a purge that fails may have met what nobody else sees', async (t) => {
  const { rig, look } = await openSession(t);
  await look();
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));
  const slot = { ...rig.slot, deploymentId: 'purge', component: 'hello' };
  const plan = { slot, owner: OWNER, generation: 1, nonce: createNonce(), commit: 'c0ffee0', type: 'none' };
  const end = await startAndWait(rig.client, createRemoveIntent({ ...plan, purge: 1 }));
  t.match(end, { result: { code: 'PURGE_FAILED' } });

  t.same(await look(), ['no', 'yes']);
});

t.test('a search is due once an hour, and sooner where a runtime did not answer', async (t) => {
  const times = new SearchTimes();
  t.equal(times.isDue(0), true);

  times.note({ unsearched: [] }, 0);
  t.equal(times.isDue(59 * MINUTE_MS), false);
  t.equal(times.isDue(60 * MINUTE_MS), true);

  times.note({ unsearched: ['compose'] }, 0);
  t.equal(times.isDue(4 * MINUTE_MS), false);
  t.equal(times.isDue(5 * MINUTE_MS), true);

  times.forget();
  t.equal(times.isDue(0), true);
});

t.test('what cannot be searched for is not gone', async (t) => {
  const before: HostState = {
    applications: {
      hello: {
        deploymentId: DEPLOYMENT_ID,
        components: {
          web: {
            type: 'compose',
            source: 's',
            generation: 3,
            dirty: false,
            observed: { state: 'running', digest: targetOf('A'), at: AT },
          },
        },
      },
    },
  };
  const slot = { site: 'eu/berlin', applicationId: 'hello', deploymentId: DEPLOYMENT_ID, component: 'web' };
  const removed: SlotReport = {
    slot,
    generation: 4,
    nonce: 'n',
    phase: 'finished',
    action: 'remove',
    target: 'none',
    runs: { kind: 'nothing' },
  };
  const cases: readonly (readonly [string, Pick<NodeObservation, 'slots' | 'unsearched'>, object])[] = [
    ['nothing was found', { slots: [], unsearched: [] }, {}],
    [
      'its engine does not answer',
      { slots: [], unsearched: ['compose'] },
      { hello: { components: { web: { observed: { state: 'unknown', digest: targetOf('A') } } } } },
    ],
    ["another runtime's engine does not answer", { slots: [], unsearched: ['other'] }, {}],
    ['the host has a record of its removal', { slots: [removed], unsearched: ['compose'] }, {}],
  ];
  for (const [name, part, applications] of cases) {
    const observation: NodeObservation = {
      facts: {
        bootId: 'b',
        uptimeSeconds: 1,
        architecture: 'x',
        kernel: 'k',
        systemd: false,
        clockSeconds: 1,
        tools: {},
      },
      ...part,
    };
    const after = applyObservation({ site: 'eu/berlin', before, observation, desired: undefined, at: AT });
    t.match(after.applications, applications, name);
    t.same(Object.keys(after.applications), Object.keys(applications), name);
  }
});
