import type { AttemptRecord, ComponentState, HostState } from '@colo/schemas/documents/actual-state';
import type { ResolvedApplication } from '@colo/schemas/resolve';
import t from 'tap';
import { decideReport, type ReportSubject } from '../../src/report/decide-report.ts';

const AT = '2026-01-01T00:00:00.000Z';
const [A, B] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];

const desired: ResolvedApplication = {
  applicationId: 'hello',
  deploymentId: 'd',
  profileId: 'p',
  version: '2.0',
  packageDigest: B,
  components: [
    { name: 'web', type: 'process', source: 's', digest: B, properties: {}, values: {}, files: [] },
  ],
};

function component(changes: Partial<ComponentState>): ComponentState {
  return { type: 'process', source: 's', generation: 1, dirty: false, ...changes };
}

function subject(web: ComponentState | undefined, changes: Partial<ReportSubject> = {}): ReportSubject {
  const application = { deploymentId: 'd', components: web === undefined ? {} : { web } };
  const host: HostState = { applications: { hello: application } };
  return {
    inInventory: true,
    applicationId: 'hello',
    desired,
    host,
    application,
    activity: undefined,
    observed: true,
    driftMode: 'heal',
    ...changes,
  };
}

const runsA = { observed: { state: 'running', digest: A, at: AT } } as const;
const runsB = { observed: { state: 'running', digest: B, at: AT } } as const;
const stopped = { observed: { state: 'stopped', digest: B, at: AT } } as const;
const installedA = { installed: { digest: A, version: '1.0', commit: 'c'.repeat(40), at: AT } };
const installedB = { installed: { digest: B, version: '2.0', commit: 'c'.repeat(40), at: AT } };
const absent = { observed: { state: 'absent', digest: null, at: AT } } as const;
const openAttempt = (action: 'install' | 'remove'): AttemptRecord => ({
  generation: 1,
  nonce: 'd'.repeat(32),
  action,
  target: action === 'remove' ? null : B,
  commit: 'c'.repeat(40),
  startedAt: AT,
  outcome: 'open',
});
const updateTo = (target: string) =>
  ({ applicationId: 'hello', component: 'web', action: 'update', target }) as const;
const problem = (code: string) => ({
  host: { applications: {}, problem: { code, message: 'm', since: AT } } satisfies HostState,
});

t.test('what is said follows from what was observed, never from what was meant', async (t) => {
  const cases: readonly (readonly [string, ReportSubject, object])[] = [
    ['runs as wanted', subject(component(runsB)), { outcome: 'installed', detail: '1 component' }],
    ['not looked at yet', subject(component(runsB), { observed: false }), { outcome: 'pending' }],
    [
      'an attempt that says installed, without an observation',
      subject(component(installedB)),
      { outcome: 'pending' },
    ],
    [
      'the former version runs',
      subject(component({ ...runsA, ...installedA })),
      { outcome: 'pending', detail: 'waiting; 1.0 runs' },
    ],
    [
      'it failed, and the former version runs',
      subject(
        component({
          ...runsA,
          ...installedA,
          quarantine: { digest: B, code: 'STOPPED', message: 'm', at: AT },
        }),
      ),
      { outcome: 'failed', detail: 'web: STOPPED; 1.0 runs' },
    ],
    [
      'another version failed once',
      subject(component({ ...runsB, quarantine: { digest: A, code: 'STOPPED', message: 'm', at: AT } })),
      { outcome: 'installed' },
    ],
    [
      'it is alive and not well',
      subject(component({ observed: { state: 'unhealthy', digest: B, at: AT }, ...installedB })),
      { outcome: 'pending', detail: 'waiting; 2.0 runs, unhealthy' },
    ],
    [
      'it is alive, not well, and strayed',
      subject(component({ observed: { state: 'unhealthy', digest: B, at: AT }, ...installedB }), {
        driftMode: 'report',
      }),
      { outcome: 'failed', detail: 'web: drift, unhealthy; 2.0 runs, unhealthy' },
    ],
    [
      'it could not be looked at',
      subject(component({ observed: { state: 'unknown', digest: A, at: AT } })),
      { outcome: 'pending', detail: /^waiting; sha256:a+… may run$/ },
    ],
    ['it has ended', subject(component({ ...stopped, ...installedB })), { detail: 'waiting; nothing runs' }],
    ['strayed, to be healed', subject(component({ ...stopped, ...installedB })), { outcome: 'pending' }],
    [
      'strayed, to be told',
      subject(component({ ...stopped, ...installedB }), { driftMode: 'report' }),
      { outcome: 'failed', detail: /web: drift, stopped/ },
    ],
    [
      'at work',
      subject(component(runsA), { activity: updateTo(B) }),
      { outcome: 'installing', detail: 'web (update)' },
    ],
    [
      'what an earlier version wanted is at work',
      subject(component(runsA), { activity: updateTo(A) }),
      { outcome: 'pending', detail: 'waiting' },
    ],
    [
      'what is to be removed is still being updated',
      subject(component(runsA), { activity: updateTo(A), desired: undefined }),
      { outcome: 'pending', detail: 'waiting' },
    ],
    [
      'an attempt of an earlier version has not ended',
      subject(component({ ...runsA, dirty: true, attempt: { ...openAttempt('install'), target: A } })),
      { outcome: 'pending', detail: 'waiting' },
    ],
    [
      'it runs, and the node has not yet said that the attempt ended',
      subject(component({ ...runsB, dirty: true, attempt: openAttempt('install') })),
      { outcome: 'installing', detail: 'web (install)' },
    ],
    [
      'it runs, and a job of somebody else is at work',
      subject(component({ ...runsB, dirty: true })),
      { outcome: 'pending', detail: 'waiting' },
    ],
    [
      'it is gone, and the node has not yet said that the removal ended',
      subject(component({ ...absent, dirty: true, attempt: openAttempt('remove') }), { desired: undefined }),
      { outcome: 'removing', detail: 'web' },
    ],
    [
      'unreachable',
      subject(component(runsB), problem('NODE_UNREACHABLE')),
      { outcome: 'pending', detail: `unreachable since ${AT}` },
    ],
    [
      'another key',
      subject(component(runsB), problem('NODE_HOST_KEY_CHANGED')),
      { outcome: 'refused', detail: 'host key changed' },
    ],
    ['no key', subject(undefined, problem('NODE_HOST_KEY_UNKNOWN')), { outcome: 'refused' }],
    [
      'no way in',
      subject(undefined, problem('NODE_AUTH_FAILED')),
      { outcome: 'failed', detail: 'NODE_AUTH_FAILED' },
    ],
    [
      'ahead of what is adopted',
      subject(component(runsB), problem('LO_HOST_AHEAD')),
      { outcome: 'refused', detail: /^LO_HOST_AHEAD: / },
    ],
    ['not in the inventory', subject(component(runsB), { inInventory: false }), { outcome: 'refused' }],
    ['to go, and gone', subject(undefined, { desired: undefined }), { outcome: 'removed' }],
    ['to go, and there', subject(component(runsB), { desired: undefined }), { outcome: 'pending' }],
    [
      'it could not be fetched: why, not why the version before failed',
      subject(
        component({
          ...runsA,
          ...installedA,
          failures: 1,
          attempt: { ...openAttempt('install'), target: A, outcome: 'failed', code: 'UNHEALTHY' },
          lastFailure: { digest: B, code: 'NODE_STAGE_FAILED', message: 'm', at: AT },
        }),
      ),
      { outcome: 'pending', detail: 'web: NODE_STAGE_FAILED, tried again; 1.0 runs' },
    ],
    [
      'it was not tried yet, and the version before could not be fetched',
      subject(
        component({
          ...runsA,
          ...installedA,
          failures: 1,
          lastFailure: { digest: A, code: 'NODE_STAGE_FAILED', message: 'm', at: AT },
        }),
      ),
      { outcome: 'pending', detail: 'waiting; 1.0 runs' },
    ],
    [
      'it is tried again, which is one state with the pauses in between',
      subject(
        component({
          ...runsA,
          ...installedA,
          failures: 2,
          lastFailure: { digest: B, code: 'DISK_FULL', message: 'm', at: AT },
        }),
        { activity: updateTo(B) },
      ),
      { outcome: 'pending', detail: 'web: DISK_FULL, tried again; 1.0 runs' },
    ],
    [
      'its removal is tried again',
      subject(
        component({
          ...runsB,
          failures: 1,
          lastFailure: { digest: null, code: 'REMOVE_FAILED', message: 'm', at: AT },
        }),
        {
          desired: undefined,
          activity: { applicationId: 'hello', component: 'web', action: 'remove', target: null },
        },
      ),
      { outcome: 'removing', detail: 'web: REMOVE_FAILED, tried again' },
    ],
    ...(['running', 'stopped', 'unhealthy'] as const).map(
      (state) =>
        [
          `a crash loop, and it is ${state} at this moment`,
          subject(component({ observed: { state, digest: B, at: AT }, ...installedB, restarts: 3 })),
          { outcome: 'failed', detail: 'web: CRASH_LOOP' },
        ] as const,
    ),
    [
      'a crash loop of the version before',
      subject(component({ ...runsA, ...installedA, restarts: 3 })),
      { outcome: 'pending', detail: 'waiting; 1.0 runs' },
    ],
    [
      'to go, and it will not',
      subject(component({ ...runsB, failures: 2 }), { desired: undefined }),
      { outcome: 'removing', detail: /web: .*tried again/ },
    ],
  ];
  for (const [name, given, expected] of cases) t.match(decideReport(given), expected, name);
});

t.test('data that is to go is told before anything is called removed or installed', async (t) => {
  function purging(
    known: Partial<NonNullable<HostState['purges']>[string]> | undefined,
    changes: Partial<ReportSubject> = {},
  ) {
    const given = subject(undefined, { desired: undefined, purge: 2, ...changes });
    const purges = known === undefined ? {} : { purges: { hello: { epoch: 1, ...known } } };
    return decideReport({ ...given, host: { applications: {}, ...purges } });
  }
  const slot = { type: 'none', source: '', generation: 1, dirty: false };
  const lastFailure = { digest: null, code: 'PURGE_FAILED', message: '', at: AT };

  t.match(purging(undefined), { outcome: 'pending', detail: 'waiting' });
  t.match(purging({ slot: { ...slot, dirty: true } }), { outcome: 'removing', detail: 'its data' });
  t.match(purging({ slot: { ...slot, failures: 1, lastFailure } }), {
    outcome: 'removing',
    detail: 'its data: PURGE_FAILED, tried again',
  });
  t.match(purging({ epoch: 2 }), { outcome: 'removed', detail: 'its data is deleted' });
  t.same(purging({ epoch: 2, kept: true }), { outcome: 'removed' }, 'there is data of a later installation');
  t.same(purging({ epoch: 3 }, { purge: undefined }), { outcome: 'removed' }, 'after a revert');
  t.match(purging({ epoch: 1 }, { desired }), { outcome: 'pending', detail: 'waiting' });
});

t.test('of a host where another LO acts nothing is said', async (t) => {
  for (const web of [component(runsB), component({ ...stopped, failures: 2 }), undefined])
    t.equal(decideReport(subject(web, problem('LO_PASSIVE'))), undefined);
});
