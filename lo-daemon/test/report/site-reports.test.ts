import { join } from 'node:path';
import type { ComponentState, HostState } from '@colo/schemas/documents/actual-state';
import t, { type Test } from 'tap';
import { Outbox } from '../../src/report/outbox.ts';
import { SiteReports, type WhatIsKnown } from '../../src/report/site-reports.ts';
import { AppendLog } from '../../src/store/append-log.ts';
import type { Revision } from '../../src/store/revision.ts';
import { StateStore } from '../../src/store/state-store.ts';
import { makeRevision } from '../make-revision.ts';

const AT = '2026-01-01T00:00:00.000Z';
const [ONE, TWO, THREE] = ['1'.repeat(40), '2'.repeat(40), '3'.repeat(40)];
const CONTEXT = 'lo/berlin/edge-01/hello';
const SUBJECTS = [{ host: 'edge-01', applicationId: 'hello' }];

/** The host runs the digest, as it was looked at last. */
function running(letter: string): HostState {
  const web: ComponentState = {
    type: 'process',
    source: 's',
    generation: 1,
    dirty: false,
    observed: { state: 'running', digest: `sha256:${letter.repeat(64)}`, at: AT },
  };
  return {
    applications: {
      hello: { deploymentId: '5f0c0000-0000-5000-8000-000000000001', components: { web } },
    },
  };
}

/** A reconciler that wants a revision and has looked at every host since. */
function wanting(revision: Revision): WhatIsKnown {
  return { revision, getWorker: () => ({ observed: true, activity: undefined, route: 'send' }) };
}

async function open(
  t: Test,
  folder: string,
): Promise<{ readonly outbox: Outbox; readonly reports: SiteReports }> {
  const log = new AppendLog(join(folder, 'reports.jsonl'));
  t.teardown(() => log.close());
  const outbox = new Outbox(log);
  await outbox.load();
  const state = new StateStore(join(folder, 'state'), 'berlin');
  state.setHost('edge-01', running('a'));
  return { outbox, reports: new SiteReports({ site: 'berlin', outbox, state, driftMode: 'heal' }) };
}

const first = makeRevision(ONE, '1.0', 'a');
const second = makeRevision(TWO, '2.0', 'b');

t.test('what is known of one revision is never said of the next', async (t) => {
  const { outbox, reports } = await open(t, t.testdir());
  await reports.noteAdopted(first, SUBJECTS, []);
  t.match(outbox.getLast(CONTEXT, ONE), { state: 'pending' });

  // The host answers while the second revision is being taken.
  const adopting = reports.noteAdopted(second, SUBJECTS, []);
  await Promise.all([adopting, reports.noteHost('edge-01', wanting(first))]);

  t.match(outbox.getLast(CONTEXT, ONE), { state: 'error', description: /^superseded: by 222222222222/ });
  t.match(outbox.getLast(CONTEXT, TWO), { state: 'pending' });

  // And again before the reconciler wants it.
  await reports.noteHost('edge-01', wanting(first));

  t.match(outbox.getLast(CONTEXT, ONE), { state: 'error' });
  t.match(
    outbox.getLast(CONTEXT, TWO),
    { state: 'pending' },
    'the first runs, which is no success of the second',
  );

  await reports.noteHost('edge-01', wanting(second));
  t.match(outbox.getLast(CONTEXT, TWO), { state: 'pending', description: /^pending 2\.0.*waiting/ });
  await reports.noteAdopted(makeRevision(ONE, '1.0', 'a'), SUBJECTS, []);
  await reports.noteHost('edge-01', wanting(first));
  t.match(outbox.getLast(CONTEXT, ONE), { state: 'success' }, 'what is wanted and runs is said');
});

t.test('that a restarted LO has not looked yet is no news of what failed', async (t) => {
  const { outbox, reports } = await open(t, t.testdir());
  await reports.noteAdopted(second, SUBJECTS, []);
  await outbox.put([
    { commit: TWO, context: CONTEXT, state: 'failure', description: 'failed 2.0: web: UNHEALTHY' },
  ]);

  await reports.noteHost('edge-01', { ...wanting(second), getWorker: () => undefined });
  t.match(outbox.getLast(CONTEXT, TWO), { state: 'failure' });

  await reports.noteHost('edge-01', wanting(second));
  t.match(outbox.getLast(CONTEXT, TWO), { state: 'pending' }, 'what is seen is');
});

t.test('LO that ended while it took a revision says nothing of it by the one before', async (t) => {
  const folder = t.testdir();
  const { reports } = await open(t, folder);
  await reports.noteAdopted(first, SUBJECTS, []);
  await reports.noteAdopted(second, SUBJECTS, []);

  const again = await open(t, folder);
  await again.reports.noteHost('edge-01', wanting(first));

  t.match(again.outbox.getLast(CONTEXT, TWO), { state: 'pending' });

  // The later revision is no more; the infra repo says what the first one does.
  await again.reports.noteUnchanged(first);
  await again.reports.noteHost('edge-01', wanting(first));
  t.match(again.outbox.getLast(CONTEXT, TWO), { state: 'success' });
});

t.test('that a commit took no more reports is said on the next one, and not after it', async (t) => {
  const { outbox, reports } = await open(t, t.testdir());
  await reports.noteAdopted(first, SUBJECTS, []);
  await outbox.noteFull({ context: CONTEXT, commit: ONE });
  await reports.noteHost('edge-01', wanting(first));
  t.match(outbox.getLast(CONTEXT, ONE), { description: /^installed 1\.0 \[a+\]: 1 component$/ });

  await reports.noteAdopted(second, SUBJECTS, []);
  t.match(outbox.getLast(CONTEXT, TWO), { description: /: waiting; 111111111111 took no more reports$/ });
  await reports.noteAdopted(makeRevision(THREE, '3.0', 'c'), SUBJECTS, []);
  t.match(outbox.getLast(CONTEXT, THREE), { description: /: waiting$/ });
});
