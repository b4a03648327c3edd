import type { Operation } from '@colo/schemas/diff';
import t from 'tap';
import { decideNext } from '../../src/reconcile/decide-next.ts';

function operation(kind: Operation['kind'], applicationId: string): Operation {
  const step = { component: 'web', action: 'install' as const, type: 'process', from: null, to: null };
  return { kind, host: 'edge-01', applicationId, deploymentId: 'd', steps: [step], reason: '' };
}

const purge = operation('purge-app', 'a');
const add = operation('add-app', 'a');
const other = operation('add-app', 'b');

t.test('nothing is installed upon data that is to go, also while the purge waits', async (t) => {
  const request = {
    readyAt: new Map<string, number>(),
    now: 100,
    observed: true,
    driftMode: 'heal',
  } as const;

  t.same(decideNext({ ...request, operations: [purge, add] }), { kind: 'run', operation: purge });
  const waiting = { ...request, readyAt: new Map([['a/remove', 200]]) };
  t.same(decideNext({ ...waiting, operations: [purge, add] }), { kind: 'wait', until: 200 });
  t.same(decideNext({ ...waiting, operations: [purge, add, other] }), { kind: 'run', operation: other });
  t.same(decideNext({ ...waiting, operations: [operation('remove-app', 'a'), purge, add] }), {
    kind: 'wait',
    until: 200,
  });
});
