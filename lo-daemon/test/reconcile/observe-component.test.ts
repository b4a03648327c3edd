import type { ComponentState } from '@colo/schemas/documents/actual-state';
import t from 'tap';
import type { RunsNow, SlotReport } from '../../src/node/slot-report.ts';
import { observeComponent } from '../../src/reconcile/observe-component.ts';

const AT = '2026-01-01T00:00:00.000Z';
const TARGET = `sha256:${'a'.repeat(64)}`;
const desired = {
  name: 'web',
  type: 'process',
  source: 's',
  digest: TARGET,
  properties: {},
  values: {},
  files: [],
} as const;
const nothing: RunsNow = { kind: 'nothing' };
const healthy: RunsNow = {
  kind: 'component',
  type: 'process',
  target: TARGET,
  contentDigest: TARGET,
  version: '1.0',
  commit: 'c'.repeat(40),
  generation: 2,
  health: 'healthy',
  detail: '',
};

function report(changes: Partial<SlotReport>): SlotReport {
  const slot = { site: 'berlin', applicationId: 'hello', deploymentId: 'd', component: 'web' };
  return { slot, generation: 2, nonce: 'n', phase: 'finished', runs: healthy, ...changes };
}

t.test("a host's word replaces the record, and a job at work leaves everything open", async (t) => {
  const open: ComponentState = {
    type: 'process',
    source: 's',
    generation: 2,
    dirty: true,
    attempt: {
      generation: 2,
      nonce: 'ours',
      action: 'install',
      target: TARGET,
      commit: 'c'.repeat(40),
      startedAt: AT,
      outcome: 'open',
    },
  };
  const cases: readonly (readonly [string, Parameters<typeof observeComponent>[0], object])[] = [
    [
      'what runs is known again without a record',
      { before: undefined, report: report({}), desired, sameBoot: true, at: AT },
      { dirty: false, generation: 2, observed: { state: 'running', digest: TARGET } },
    ],
    [
      'a job of somebody else is at work',
      { before: undefined, report: report({ phase: 'running' }), desired, sameBoot: true, at: AT },
      { dirty: true },
    ],
    [
      'our job is at work',
      { before: open, report: report({ phase: 'running', nonce: 'ours' }), desired, sameBoot: true, at: AT },
      { dirty: true, attempt: { outcome: 'open' } },
    ],
    [
      'a result of another nonce is not ours',
      { before: open, report: report({ nonce: 'theirs' }), desired, sameBoot: true, at: AT },
      { dirty: false, attempt: { outcome: 'lost' } },
    ],
    [
      'a success may have a note for people',
      {
        before: open,
        report: report({
          nonce: 'ours',
          result: {
            generation: 2,
            nonce: 'ours',
            outcome: 'installed',
            code: 'OK',
            runs: TARGET,
            message: 'a file stays',
          },
        }),
        desired,
        sameBoot: true,
        at: AT,
      },
      { dirty: false, attempt: { outcome: 'installed', message: 'a file stays' } },
    ],
    [
      'an empty slot still counts its generations',
      { before: undefined, report: report({ runs: nothing }), desired, sameBoot: true, at: AT },
      { generation: 2, observed: { state: 'absent', digest: null } },
    ],
  ];
  for (const [name, request, expected] of cases) t.match(observeComponent(request), expected, name);
  for (const request of [
    { before: undefined, report: undefined, desired, sameBoot: true, at: AT },
    {
      before: undefined,
      report: report({ generation: 0, runs: nothing, phase: 'none' }),
      desired,
      sameBoot: true,
      at: AT,
    },
    { before: undefined, report: report({ runs: nothing }), desired: undefined, sameBoot: true, at: AT },
  ] as const)
    t.equal(observeComponent(request), undefined, 'nothing is known, and nothing is made up');
});
