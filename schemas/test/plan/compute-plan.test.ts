import t from 'tap';
import type { Event, EventHostApplication } from '../../src/generated/event.ts';
import { computePlan, isNoop } from '../../src/plan/compute-plan.ts';
import { AT, application, COMMIT, component, host, idOf } from '../fixtures/hosts.ts';
import { packageFile } from '../fixtures/packages.ts';

const hello = application('hello', [component('web')]);
const other = application('other', [component('job')]);

function event(report: Partial<EventHostApplication> | undefined, commit = COMMIT): Event {
  const base: EventHostApplication = {
    state: 'installed',
    commit: COMMIT,
    at: AT,
    version: '1.0',
    deploymentId: idOf('hello'),
  };
  return {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'Event',
    metadata: { site: 'berlin' },
    spec: { commit, hosts: { 'edge-01': report === undefined ? {} : { hello: { ...base, ...report } } } },
  };
}

t.test('the plan lists the operations of every host that either side names', async (t) => {
  const plan = computePlan({
    site: 'berlin',
    before: [host(hello, other)],
    after: [{ host: 'edge-00', applications: [hello] }, host(hello)],
  });

  t.strictSame(
    plan.hosts.map(({ host: name, operations }) => [
      name,
      operations.map(({ kind, applicationId }) => `${kind} ${applicationId}`),
    ]),
    [
      ['edge-00', ['add-app hello']],
      ['edge-01', ['noop hello', 'remove-app other']],
    ],
  );
  t.equal(isNoop(plan), false);
});

t.test('a host without any desired application loses all of them', async (t) => {
  const plan = computePlan({ site: 'berlin', before: [host(hello, other)], after: [] });
  t.strictSame(
    plan.hosts.flatMap(({ operations }) => operations.map(({ kind }) => kind)),
    ['remove-app', 'remove-app'],
  );
});

t.test('a removal says that data is kept, of an application and of a component', async (t) => {
  const two = application('hello', [component('web'), component('db')]);
  const reasons = (after: ReturnType<typeof host>): readonly string[] | undefined =>
    computePlan({ site: 'berlin', before: [host(two)], after: [after] }).hosts[0]?.operations.map(
      ({ kind, reason }) => `${kind}: ${reason}`,
    );

  t.strictSame(reasons(host()), ['remove-app: no longer desired; its data is kept']);
  t.strictSame(reasons(host(hello)), ['remove-component: db: no longer desired; its data is kept']);
  t.strictSame(reasons({ ...host(), purges: { hello: 1 } }), [
    'remove-app: no longer desired',
    'purge-app: all data of hello on edge-01 is deleted for good',
  ]);
});

t.test('equal sides are a noop', async (t) => {
  t.equal(isNoop(computePlan({ site: 'berlin', before: [host(hello)], after: [host(hello)] })), true);
  t.equal(isNoop(computePlan({ site: 'berlin', before: [], after: [] })), true);
});

t.test('an update says what differs', async (t) => {
  const before = component('web', 'one', { values: { A: 1, B: 2 }, files: [packageFile('x', 'a')] });
  const after = component('web', 'two', {
    values: { A: 9, C: 3 },
    properties: { wait: true, timeout: '1s' },
    files: [packageFile('x', 'b')],
  });

  const plan = computePlan({
    site: 'berlin',
    before: [host(application('hello', [before]))],
    after: [host(application('hello', [after]))],
  });

  t.match(
    plan.hosts[0]?.operations[0]?.reason,
    /^web: digest sha256:\S+ → sha256:\S+ \(value A, value B, value C, property wait, file x\)$/,
  );
});

for (const [name, report, note] of [
  ['installed', {}, []],
  ['failed', { state: 'failed' }, [`hello: last report is failed (1.0 at ${COMMIT.slice(0, 7)})`]],
  [
    'still working',
    { state: 'installing' },
    [`hello: last report is installing (1.0 at ${COMMIT.slice(0, 7)})`],
  ],
  ['older', { version: '0.9' }, [`hello: last report is older: installed (0.9 at ${COMMIT.slice(0, 7)})`]],
  [
    'of another deployment',
    { deploymentId: idOf('x') },
    [`hello: last report is older: installed (1.0 at ${COMMIT.slice(0, 7)})`],
  ],
  ['missing', undefined, ['hello: never reported']],
] as const) {
  t.test(`notes a report that is ${name}`, async (t) => {
    const plan = computePlan({
      site: 'berlin',
      before: [host(hello)],
      after: [host(hello)],
      event: event(report),
    });
    t.strictSame(plan.hosts[0]?.notes, note);
  });
}

t.test('notes a site that has not answered the newest commit', async (t) => {
  const request = { site: 'berlin', before: [host(hello)], after: [host(hello)], baseCommit: 'e'.repeat(40) };
  t.strictSame(computePlan({ ...request, event: event({}) }).hosts[0]?.notes, [
    "the site's last report is about ccccccc, not eeeeeee",
  ]);
  t.strictSame(computePlan(request).hosts[0]?.notes, ['hello: never reported']);
});

t.test('a purge says which data goes; its revert says that it is gone', async (t) => {
  const purged = { host: 'edge-01', applications: [], purges: { hello: 2 } };

  const plan = computePlan({ site: 'berlin', before: [host(hello)], after: [purged] });
  const revert = computePlan({ site: 'berlin', before: [purged], after: [host(hello)] });

  t.match(plan.hosts[0]?.operations, [
    { kind: 'remove-app' },
    { kind: 'purge-app', reason: 'all data of hello on edge-01 is deleted for good' },
  ]);
  t.strictSame(plan.hosts[0]?.notes, ['hello: never reported']);
  t.match(revert.hosts[0]?.operations, [{ kind: 'add-app' }]);
  t.strictSame(revert.hosts[0]?.notes, [
    'hello: its data was deleted by purge 2; it is gone, and this change does not bring it back',
  ]);
  const later = computePlan({
    site: 'berlin',
    before: [purged],
    after: [{ ...host(hello), purges: { hello: 2 } }],
  });
  t.strictSame(later.hosts[0]?.notes, [], 'a deploy that keeps the tombstone says nothing of it');
  t.match(later.hosts[0]?.operations, [{ kind: 'add-app' }]);
});
