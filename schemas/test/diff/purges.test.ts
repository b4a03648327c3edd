import t from 'tap';
import { applyOperations } from '../../src/diff/apply-operations.ts';
import { computeHostDiff } from '../../src/diff/compute-host-diff.ts';
import type { HostState } from '../../src/generated/actual-state.ts';
import type { ResolvedHost } from '../../src/resolve/resolved.ts';
import { AT, application, COMMIT, component, host, hostState, running } from '../fixtures/hosts.ts';

const web = component('web');
const wanted: ResolvedHost = { ...host(application('app', [web])), purges: { app: 2 } };
const gone: ResolvedHost = { host: 'edge-01', applications: [], purges: { app: 2 } };
const there = hostState({ app: { web: running(web) } });
const empty = hostState({});
const slot = { type: 'none', source: '', generation: 1, dirty: true };

const rows: readonly (readonly [string, ResolvedHost | undefined, HostState, readonly string[]])[] = [
  ['to go, with its data', gone, there, ['remove-app web', 'purge-app data 2']],
  ['gone before', gone, empty, ['purge-app data 2']],
  ['an older epoch', gone, { ...empty, purges: { app: { epoch: 1 } } }, ['purge-app data 2']],
  ['that epoch', gone, { ...empty, purges: { app: { epoch: 2 } } }, []],
  ['a higher epoch, as after a revert', gone, { ...empty, purges: { app: { epoch: 3 } } }, []],
  ['no tombstone any more', undefined, { ...empty, purges: { app: { epoch: 3 } } }, []],
  ['deployed again in one go', wanted, there, ['remove-app web', 'purge-app data 2', 'add-app web']],
  ['deployed where nothing is', wanted, empty, ['purge-app data 2', 'add-app web']],
  ['purged, and not yet there', wanted, { ...empty, purges: { app: { epoch: 2 } } }, ['add-app web']],
  ['purged, and there', wanted, { ...there, purges: { app: { epoch: 2 } } }, ['noop ']],
  ['a purge at work', gone, { ...empty, purges: { app: { epoch: 1, slot } } }, ['observe ']],
  [
    'a purge at work, desired no more',
    undefined,
    { ...empty, purges: { app: { epoch: 1, slot } } },
    ['observe '],
  ],
  ['never looked at', gone, { applications: {} }, ['observe ']],
];

for (const [name, desired, actual, expected] of rows) {
  t.test(name, async (t) => {
    const operations = computeHostDiff({ host: 'edge-01', desired, actual });

    t.strictSame(
      operations.map(
        ({ kind, steps }) =>
          `${kind} ${steps.map(({ component: each, purge }) => (purge === undefined ? each : `data ${purge}`)).join(' ')}`,
      ),
      expected,
    );
    const after = applyOperations(actual, operations, desired, AT, COMMIT);
    const left = computeHostDiff({ host: 'edge-01', desired, actual: after });
    t.notOk(
      left.some(
        ({ kind, steps }) =>
          kind === 'purge-app' && expected.includes('purge-app data 2') && steps.length > 0,
      ),
    );
  });
}

t.test('a purge is told with the application and the host', async (t) => {
  const [, purge] = computeHostDiff({ host: 'edge-01', desired: gone, actual: there });
  t.match(purge, { kind: 'purge-app', reason: 'all data of app on edge-01 is deleted for good' });
});

t.test('another application is not touched', async (t) => {
  const desired: ResolvedHost = { ...host(application('zeta', [web])), purges: { app: 1 } };
  const actual = hostState({ zeta: { web: running(web) } });
  const operations = computeHostDiff({ host: 'edge-01', desired, actual });
  t.strictSame(
    operations.map(({ kind, applicationId }) => `${kind} ${applicationId}`),
    ['purge-app app', 'noop zeta'],
  );
});
