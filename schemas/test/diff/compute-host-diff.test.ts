import t from 'tap';
import { computeHostDiff } from '../../src/diff/compute-host-diff.ts';
import { shortenDigest } from '../../src/digests/shorten-digest.ts';
import type { ComponentState, HostState } from '../../src/generated/actual-state.ts';
import type { ResolvedHost } from '../../src/resolve/resolved.ts';
import { AT, application, component, host, hostState, idOf, running } from '../fixtures/hosts.ts';

const a = component('a');
const b = component('b');
const newA = component('a', 'two');

interface Row {
  readonly name: string;
  readonly desired?: ResolvedHost;
  readonly actual?: HostState;
  /** Kind and actions of each operation: `add-app a+ b+`. */
  readonly expected: readonly string[];
  readonly reason?: string | RegExp;
}

const SIGN = { install: '+', update: '~', replace: '!', remove: '-' } as const;

function summarize(desired: ResolvedHost | undefined, actual: HostState | undefined): readonly string[] {
  return computeHostDiff({ host: 'edge-01', desired, actual }).map(({ kind, steps }) =>
    [kind, ...steps.map(({ component, action }) => component + SIGN[action])].join(' '),
  );
}

function observed(
  state: 'unhealthy' | 'stopped' | 'unknown',
  digest: string | null = a.digest,
): Partial<ComponentState> {
  return { observed: { state, digest, at: AT } };
}

const absent: Partial<ComponentState> = { observed: { state: 'absent', digest: null, at: AT } };
const quarantine = { digest: newA.digest, code: 'NODE_UNHEALTHY', message: 'x', at: AT };
const wantsAB = host(application('app', [a, b]));
const wantsA = host(application('app', [a]));
const wantsNewA = host(application('app', [newA]));

const rows: readonly Row[] = [
  { name: 'nothing wanted, nothing there', actual: hostState({}), expected: [] },
  {
    name: 'new application',
    desired: wantsAB,
    actual: hostState({}),
    expected: ['add-app a+ b+'],
    reason: 'not installed',
  },
  {
    name: 'application no longer desired, removed in reverse',
    actual: hostState({ app: { a: running(a), b: running(b) } }),
    expected: ['remove-app b- a-'],
    reason: 'no longer desired',
  },
  {
    name: 'what was removed before stays removed',
    actual: hostState({ app: { a: running(a, absent) } }),
    expected: [],
  },
  {
    name: 'new component',
    desired: wantsAB,
    actual: hostState({ app: { a: running(a) } }),
    expected: ['add-component b+'],
    reason: 'b: not installed',
  },
  {
    name: 'other digest',
    desired: wantsNewA,
    actual: hostState({ app: { a: running(a) } }),
    expected: ['update-component a~'],
    reason: `a: digest ${shortenDigest(a.digest)} → ${shortenDigest(newA.digest)}`,
  },
  {
    name: 'other type',
    desired: host(application('app', [component('a', 'one', { type: 'compose' })])),
    actual: hostState({ app: { a: running(a) } }),
    expected: ['replace-component a!'],
    reason: 'a: type process → compose',
  },
  {
    name: 'other source',
    desired: host(application('app', [component('a', 'one', { source: 'package/other' })])),
    actual: hostState({ app: { a: running(a) } }),
    expected: ['replace-component a!'],
    reason: 'a: source package/app → package/other',
  },
  {
    name: 'component dropped',
    desired: wantsA,
    actual: hostState({ app: { a: running(a), b: running(b), c: running(component('c')) } }),
    expected: ['remove-component c- b-'],
    reason: 'c: no longer desired; b: no longer desired',
  },
  {
    name: 'several changes: desired order, then removals',
    desired: host(application('app', [component('n'), newA, component('m'), component('o')])),
    actual: hostState({ app: { x: running(component('x')), a: running(a) } }),
    expected: ['add-component n+', 'update-component a~', 'add-component m+ o+', 'remove-component x-'],
  },
  {
    name: 'all as desired',
    desired: wantsA,
    actual: hostState({ app: { a: running(a) } }),
    expected: ['noop'],
  },
  {
    name: 'a version label alone changes nothing',
    desired: host(application('app', [a], { version: '2.0', packageDigest: 'sha256:other' })),
    actual: hostState({ app: { a: running(a) } }),
    expected: ['noop'],
  },
  {
    name: 'stopped',
    desired: wantsA,
    actual: hostState({ app: { a: running(a, observed('stopped')) } }),
    expected: ['update-component a~'],
    reason: 'a: drift: is not running',
  },
  {
    name: 'unhealthy',
    desired: wantsA,
    actual: hostState({ app: { a: running(a, observed('unhealthy')) } }),
    expected: ['update-component a~'],
    reason: 'a: drift: is unhealthy',
  },
  {
    name: 'gone by itself',
    desired: wantsAB,
    actual: hostState({ app: { a: running(a, absent), b: running(b) } }),
    expected: ['add-component a+'],
    reason: 'a: drift: was installed and is gone',
  },
  {
    name: 'another digest runs than was installed',
    desired: wantsA,
    actual: hostState({
      app: { a: running(a, { observed: { state: 'running', digest: newA.digest, at: AT } }) },
    }),
    expected: ['update-component a~'],
    reason: /digest/,
  },
  {
    name: 'dirty',
    desired: wantsNewA,
    actual: hostState({ app: { a: running(a, { dirty: true }), b: running(b) } }),
    expected: ['observe'],
    reason: 'a: not observed since the last change',
  },
  {
    name: 'dirty and no longer desired',
    actual: hostState({ app: { a: running(a, { dirty: true }) } }),
    expected: ['observe'],
  },
  {
    name: 'observed as unknown',
    desired: wantsA,
    actual: hostState({ app: { a: running(a, observed('unknown')) } }),
    expected: ['observe'],
  },
  {
    name: 'never observed component',
    desired: wantsA,
    actual: hostState({ app: { a: { type: 'process', source: 'x', generation: 0, dirty: false } } }),
    expected: ['observe'],
  },
  {
    name: 'host never seen',
    desired: wantsA,
    expected: ['observe'],
    reason: 'the host has not been observed',
  },
  { name: 'host never observed', desired: wantsA, actual: { applications: {} }, expected: ['observe'] },
  {
    name: 'failed before, last-good runs',
    desired: wantsNewA,
    actual: hostState({ app: { a: running(a, { quarantine }) } }),
    expected: ['noop'],
    reason: /^a: .*failed before \(NODE_UNHEALTHY\), not tried again$/,
  },
  {
    name: 'failed before, nothing runs, and the site never had it',
    desired: wantsNewA,
    actual: hostState({ app: { a: { ...running(a, absent), quarantine } } }),
    expected: ['noop'],
    reason: /failed before/,
  },
  {
    name: 'failed before, others go on',
    desired: host(application('app', [newA, b])),
    actual: hostState({ app: { a: running(a, { quarantine }) } }),
    expected: ['add-component b+', 'noop'],
  },
  {
    name: 'failed before, another digest is wanted now',
    desired: host(application('app', [component('a', 'three')])),
    actual: hostState({ app: { a: running(a, { quarantine }) } }),
    expected: ['update-component a~'],
  },
  {
    name: 'failed before, reverted to what runs',
    desired: wantsA,
    actual: hostState({ app: { a: running(a, { quarantine }) } }),
    expected: ['noop'],
    reason: 'all components run as desired',
  },
  {
    name: 'another deployment of the application has slots of its own',
    desired: host(application('app', [a, b], { deploymentId: idOf('other') })),
    actual: hostState({ app: { a: running(a), b: running(b) } }),
    expected: ['remove-app b- a-', 'add-app a+ b+'],
    reason: `deployment ${idOf('app')} → ${idOf('other')}`,
  },
];

for (const { name, desired, actual, expected, reason } of rows) {
  t.test(name, async (t) => {
    const operations = computeHostDiff({ host: 'edge-01', desired, actual });

    t.strictSame(summarize(desired, actual), expected);
    for (const operation of operations) t.not(operation.reason, '');
    if (typeof reason === 'string') t.equal(operations[0]?.reason, reason);
    if (reason instanceof RegExp) t.match(operations[0]?.reason, reason);
  });
}

t.test('callers see what was quarantined and what drifted without reading reasons', async (t) => {
  const quarantinedState = hostState({ app: { a: running(a, { quarantine }) } });
  const drifted = hostState({ app: { a: running(a, observed('stopped')) } });

  const [failed] = computeHostDiff({ host: 'edge-01', desired: wantsNewA, actual: quarantinedState });
  const [heal] = computeHostDiff({ host: 'edge-01', desired: wantsA, actual: drifted });
  const [update] = computeHostDiff({ host: 'edge-01', desired: wantsNewA, actual: drifted });

  t.strictSame(failed?.quarantined, ['a']);
  t.equal(heal?.steps[0]?.drift, true);
  t.equal(update?.steps[0]?.drift, undefined);
});

t.test('a step says what is there and what is wanted', async (t) => {
  const actual = hostState({ app: { a: running(a), b: running(b) } });

  const operations = computeHostDiff({ host: 'edge-01', desired: wantsNewA, actual });

  t.strictSame(
    operations.flatMap(({ steps }) => steps),
    [
      { component: 'a', action: 'update', type: 'process', from: a.digest, to: newA.digest },
      { component: 'b', action: 'remove', type: 'process', from: b.digest, to: null },
    ],
  );
});

t.test('operations of a changed deployment carry the id that each is about', async (t) => {
  const desired = host(application('app', [a], { deploymentId: idOf('other') }));

  const operations = computeHostDiff({
    host: 'edge-01',
    desired,
    actual: hostState({ app: { a: running(a) } }),
  });

  t.strictSame(
    operations.map(({ deploymentId }) => deploymentId),
    [idOf('app'), idOf('other')],
  );
});
