import t from 'tap';
import { readDesiredState } from '../../src/documents/read-desired-state.ts';
import { writeDocument } from '../../src/documents/write-document.ts';
import type { Deployment, DesiredState, Purge } from '../../src/generated/desired-state.ts';
import { clearHold, setHold } from '../../src/render/hold.ts';
import { type RemoveRequest, removeApplication } from '../../src/render/remove-application.ts';
import { restoreDeployments } from '../../src/render/restore-deployments.ts';
import { edgeHost, makeSite } from '../fixtures/fleet.ts';
import { helloSource } from '../fixtures/hello.ts';
import { idOf } from '../fixtures/hosts.ts';

const hold = { reason: 'broke the line', by: 'ada' };
const site = makeSite('eu/berlin', [edgeHost('edge-01'), edgeHost('edge-02')]);

function entry(applicationId: string, change: Partial<Deployment> = {}): Deployment {
  return {
    id: idOf(applicationId),
    applicationId,
    version: '1.0',
    source: helloSource,
    hosts: ['edge-01', 'edge-02'],
    profile: { id: 'plain', type: 'process', components: [{ name: 'web', properties: {} }] },
    parameters: {},
    ...change,
  };
}

function state(...deployments: Deployment[]): DesiredState {
  return {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'DesiredState',
    metadata: { site: 'eu/berlin' },
    spec: { deployments },
  };
}

t.test('an application is removed, others stay', async (t) => {
  const current = state(entry('hello'), entry('zeta'));

  const rendered = removeApplication({ current, applicationId: 'hello', by: 'person' });

  t.strictSame(rendered, {
    ok: true,
    site: 'eu/berlin',
    desired: state(entry('zeta')),
    changed: true,
    warnings: [],
  });
});

t.test('an application is removed from one host', async (t) => {
  const hostParameters = { 'edge-01': { a: 1 } };
  const current = state(entry('hello', { hostParameters }));

  const rendered = removeApplication({ current, applicationId: 'hello', hosts: ['edge-01'], by: 'person' });

  t.match(rendered, { ok: true, desired: state(entry('hello', { hosts: ['edge-02'] })) });
  t.notOk(rendered.ok && rendered.desired.spec.deployments[0]?.hostParameters);
});

for (const [name, request, code] of [
  ['what is not there', { applicationId: 'nothing' }, 'RENDER_APPLICATION_ABSENT'],
  ['where it is not', { applicationId: 'hello', hosts: ['edge-09'] }, 'RENDER_APPLICATION_ABSENT'],
  ['what is on hold, by automation', { applicationId: 'held', by: 'automation' }, 'RENDER_ON_HOLD'],
] as const) {
  t.test(`does not remove ${name}`, async (t) => {
    const current = state(entry('hello'), entry('held', { hold }));
    const rendered = removeApplication({ current, by: 'person', ...request });
    t.match(rendered, { ok: false, errors: [{ code }] });
  });
}

t.test('rollback restores the entries of one application, with a hold', async (t) => {
  const current = state(
    entry('hello', { version: '2.0', overrides: { a: 2 } }),
    entry('zeta', { version: '5.0' }),
  );
  const earlier = state(entry('hello', { overrides: { a: 1 } }), entry('zeta', { version: '4.0' }));

  const rendered = restoreDeployments({ site, current, earlier, applicationIds: ['hello'], hold });

  t.match(rendered, { ok: true, changed: true, warnings: [] });
  t.strictSame(
    rendered.ok && rendered.desired,
    state(entry('hello', { overrides: { a: 1 }, hold }), entry('zeta', { version: '5.0' })),
  );
});

t.test('rollback to before the first deployment removes, and says so', async (t) => {
  const rendered = restoreDeployments({
    site,
    current: state(entry('hello')),
    earlier: undefined,
    applicationIds: ['hello'],
    hold,
  });
  t.match(rendered, {
    ok: true,
    desired: state(),
    warnings: ['eu/berlin: hello was not deployed then and is removed'],
  });
});

t.test('rollback brings back what was removed, where its hosts still are', async (t) => {
  const earlier = state(entry('hello', { hosts: ['edge-01', 'gone'], hostParameters: { gone: { a: 1 } } }));

  const rendered = restoreDeployments({ site, current: undefined, earlier, applicationIds: ['hello'], hold });

  t.strictSame(rendered.ok && rendered.desired, state(entry('hello', { hosts: ['edge-01'], hold })));
  t.match(rendered, { warnings: ['eu/berlin: host gone is no longer in site.yaml and is left out'] });
});

t.test('rollback of what never was is refused', async (t) => {
  const request = {
    site,
    current: state(entry('zeta')),
    earlier: undefined,
    applicationIds: ['hello'],
    hold,
  };
  t.match(restoreDeployments(request), { ok: false, errors: [{ code: 'RENDER_APPLICATION_ABSENT' }] });
});

t.test('a hold is set, bounded, and cleared', async (t) => {
  const current = state(entry('hello'), entry('zeta'));

  const held = setHold({
    current,
    applicationId: 'hello',
    hold: { reason: `${'x'.repeat(600)}`, by: 'a\nda' },
  });
  if (!held.ok) throw new Error('refused');
  const cleared = clearHold({ current: held.desired, applicationId: 'hello' });

  t.equal(held.desired.spec.deployments[0]?.hold?.reason.length, 500);
  t.equal(held.desired.spec.deployments[0]?.hold?.by, 'a da');
  t.equal(held.desired.spec.deployments[1]?.hold, undefined);
  t.strictSame(cleared.ok && cleared.desired, current);
  t.match(setHold({ current, applicationId: 'nothing', hold }), { ok: false });
});

/** A desired state with tombstones. */
function withPurges(current: DesiredState, ...purged: Purge[]): DesiredState {
  return { ...current, spec: { ...current.spec, purged } };
}

t.test('a purge adds a tombstone, raises it where there is one, and keeps the list sorted', async (t) => {
  const zeta = { applicationId: 'zeta', hosts: ['edge-01'], epoch: 3 };
  const rows: readonly (readonly [
    string,
    readonly Purge[],
    Partial<RemoveRequest['purge']>,
    readonly Purge[],
  ])[] = [
    ['the first', [], {}, [{ applicationId: 'hello', hosts: ['edge-01', 'edge-02'], epoch: 1 }]],
    [
      'another application stays',
      [zeta],
      {},
      [{ applicationId: 'hello', hosts: ['edge-01', 'edge-02'], epoch: 1 }, zeta],
    ],
    [
      'a purge again raises the epoch',
      [{ applicationId: 'hello', hosts: ['edge-01', 'edge-02'], epoch: 4 }],
      {},
      [{ applicationId: 'hello', hosts: ['edge-01', 'edge-02'], epoch: 5 }],
    ],
    [
      'of some hosts: the others keep theirs',
      [{ applicationId: 'hello', hosts: ['edge-01', 'edge-02'], epoch: 4 }],
      { hosts: ['edge-02'] },
      [
        { applicationId: 'hello', hosts: ['edge-01'], epoch: 4 },
        { applicationId: 'hello', hosts: ['edge-02'], epoch: 5 },
      ],
    ],
    [
      'above what the history has',
      [],
      { floor: 7 },
      [{ applicationId: 'hello', hosts: ['edge-01', 'edge-02'], epoch: 8 }],
    ],
  ];
  for (const [name, before, change, after] of rows) {
    const current =
      before.length === 0 ? state(entry('hello')) : withPurges(state(entry('hello')), ...before);
    const purge = { hosts: ['edge-02', 'edge-01'], ...change };
    const request = { current, applicationId: 'hello', by: 'person', purge } as const;

    const rendered = removeApplication(request);

    t.match(rendered, { ok: true, changed: true, warnings: [] }, name);
    t.strictSame(rendered.ok && rendered.desired.spec.purged, after, name);
    t.strictSame(removeApplication(request), rendered, `${name}: twice the same`);
    const read = rendered.ok && readDesiredState(writeDocument(rendered.desired), { file: 'd.yaml' });
    t.match(read, { ok: true }, `${name}: it can be read`);
  }
});

t.test('what is not deployed any more can be purged, and the plan says that it is not', async (t) => {
  const rendered = removeApplication({
    current: state(entry('zeta')),
    applicationId: 'hello',
    by: 'person',
    purge: { hosts: ['edge-01'] },
  });
  t.match(rendered, {
    ok: true,
    desired: withPurges(state(entry('zeta')), { applicationId: 'hello', hosts: ['edge-01'], epoch: 1 }),
    warnings: ['eu/berlin: hello is not deployed on edge-01; what data it left there is deleted'],
  });
});

t.test('tombstones outlive rollbacks, holds and removals', async (t) => {
  const purged = { applicationId: 'hello', hosts: ['edge-01'], epoch: 2 };
  const current = withPurges(state(entry('hello'), entry('zeta')), purged);
  const earlier = state(entry('hello', { version: '0.9' }));
  for (const rendered of [
    restoreDeployments({ site, current, earlier, applicationIds: ['hello'], hold }),
    restoreDeployments({ site, current, earlier: undefined, applicationIds: ['hello'], hold }),
    setHold({ current, applicationId: 'hello', hold }),
    removeApplication({ current, applicationId: 'hello', by: 'person' }),
    removeApplication({ current, applicationId: 'zeta', by: 'person' }),
  ])
    t.strictSame(rendered.ok && rendered.desired.spec.purged, [purged]);
});
