import type { Operation } from '@colo/schemas/diff';
import type { ComponentState, HostState } from '@colo/schemas/documents/actual-state';
import t from 'tap';
import { formatStatus } from '../../src/cli/format-status.ts';
import { describeHost } from '../../src/daemon/describe-host.ts';

const [FIRST, LAST] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:05:00.000Z'];
const DIGEST = `sha256:${'a'.repeat(64)}`;

const slot: ComponentState = { type: 'none', source: '', generation: 1, dirty: false };
const lastFailure = { digest: null, code: 'PURGE_FAILED', message: 'web is still there: healthy', at: LAST };

const purge: Operation = {
  kind: 'purge-app',
  host: 'edge-01',
  applicationId: 'hello',
  deploymentId: 'purge',
  steps: [],
  reason: 'its data is to go',
};

function describe(
  state: Omit<HostState, 'applications'> & Partial<HostState>,
  operations: readonly Operation[],
) {
  const hostState = { applications: {}, ...state };
  const sources = { desired: undefined, outcome: 'waiting', activity: undefined, notice: undefined } as const;
  return describeHost({ host: 'edge-01', state: hostState, operations, ...sources });
}

function format(host: ReturnType<typeof describe>): string {
  return formatStatus({ site: 'berlin', repository: 'r', outcome: 'waiting', hosts: [host], reporters: [] });
}

t.test('why data is not deleted yet is said: code, message, when, and how often', async (t) => {
  const once = describe({ purges: { hello: { epoch: 0, slot: { ...slot, failures: 1, lastFailure } } } }, [
    purge,
  ]);
  const often = describe({ purges: { hello: { epoch: 0, slot: { ...slot, failures: 7, lastFailure } } } }, [
    purge,
  ]);

  t.match(once.applications, [
    { purgeProblem: { code: 'PURGE_FAILED', message: 'web is still there: healthy', at: LAST } },
  ]);
  t.match(
    format(once),
    `\n      its data: still there, PURGE_FAILED (at ${LAST}): web is still there: healthy\n      next: purge-app`,
  );
  t.match(format(often), `PURGE_FAILED (7 times, last at ${LAST}): web is still there: healthy`);
});

t.test('a purge that waits for its turn, or that is over, has no problem', async (t) => {
  const failed = { hello: { epoch: 0, slot: { ...slot, failures: 1, lastFailure } } };

  t.notMatch(format(describe({ purges: { hello: { epoch: 0, slot } } }, [purge])), 'its data:');
  t.notMatch(format(describe({ purges: failed }, [])), 'PURGE_FAILED');
});

t.test('why a component failed is said with when, and how often where it is tried again', async (t) => {
  const web = (changes: Partial<ComponentState>) =>
    describe(
      { applications: { hello: { deploymentId: 'd', components: { web: { ...slot, ...changes } } } } },
      [],
    );

  t.match(
    format(web({ quarantine: { digest: DIGEST, code: 'STOPPED', message: 'gone', at: FIRST } })),
    `web: unknown, STOPPED (at ${FIRST}): gone`,
  );
  t.match(
    format(
      web({ failures: 3, lastFailure: { digest: DIGEST, code: 'DISK_FULL', message: 'full', at: LAST } }),
    ),
    `web: unknown, DISK_FULL (3 times, last at ${LAST}): full`,
  );
});

t.test('of a crash loop only what was counted is said: starts, whatever was before them', async (t) => {
  const observed = { state: 'unhealthy', digest: DIGEST, at: LAST } as const;
  const components = { web: { ...slot, restarts: 4, observed } };

  const text = format(describe({ applications: { hello: { deploymentId: 'd', components } } }, []));

  t.match(
    text,
    'web: unhealthy, CRASH_LOOP: LO saw it start again 4 times without staying up for ten minutes',
  );
  t.notMatch(text, /ended/);
});
