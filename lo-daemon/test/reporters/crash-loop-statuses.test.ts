import { join } from 'node:path';
import type { ComponentState } from '@colo/schemas/documents/actual-state';
import t, { type Test } from 'tap';
import { countRestarts } from '../../src/reconcile/count-restarts.ts';
import type { Activity } from '../../src/reconcile/host-outcome.ts';
import { SiteReports } from '../../src/report/site-reports.ts';
import { StateStore } from '../../src/store/state-store.ts';
import { makeRevision } from '../make-revision.ts';
import { openStatuses } from './open-statuses.ts';

const NEVER = new AbortController().signal;
const HOUR_MS = 3_600_000;
/** What a node says of what runs, but for what it runs and since when. */
const RUNS = {
  kind: 'component',
  type: 'process',
  contentDigest: '',
  version: '1.0',
  commit: '',
  generation: 1,
  health: 'healthy',
  detail: '',
} as const;

/** A day of an application that ends by itself, and is healed after five minutes, which is LO's longest pause. */
async function crashForADay(t: Test, upSeconds: number) {
  const { start, pass, read, commit } = await openStatuses(t);
  const { outbox, sender } = await start();
  const revision = makeRevision(commit, '1.0', 'a');
  const digest = `sha256:${'a'.repeat(64)}`;
  const state = new StateStore(join(t.testdir(), 'state'), 'berlin');
  const reports = new SiteReports({ site: 'berlin', outbox, state, driftMode: 'heal' });
  let web: ComponentState | undefined;
  async function see(changes: Partial<ComponentState>, activity?: Activity): Promise<void> {
    web = { type: 'process', source: 's', generation: 1, dirty: false, ...web, ...changes };
    const deploymentId = '5f0c0000-0000-5000-8000-000000000001';
    state.setHost('edge-01', { applications: { hello: { deploymentId, components: { web } } } });
    await reports.noteHost('edge-01', {
      revision,
      getWorker: () => ({ observed: true, activity, route: 'send' }),
    });
    await sender.flush(NEVER);
  }
  await reports.noteAdopted(revision, [{ host: 'edge-01', applicationId: 'hello' }], []);
  const work = { applicationId: 'hello', component: 'web', action: 'install', target: digest } as const;
  for (let run = 1; run * (upSeconds + 300) < 24 * 3600; run += 1) {
    await see({}, work);
    const runs = { ...RUNS, target: digest, instance: `run-${run}`, upSeconds: 10 };
    const restarts = countRestarts({ before: web, runs, sameBoot: true });
    await see({ restarts, observed: { state: 'running', digest, at: '', instance: `run-${run}` } });
    pass(upSeconds * 1000);
    const longUp = countRestarts({ before: web, runs: { ...runs, upSeconds }, sameBoot: true });
    await see({ restarts: longUp });
    const { observed } = web ?? {};
    if (observed !== undefined) await see({ observed: { ...observed, state: 'stopped' } });
    pass(300_000);
    await sender.flush(NEVER);
  }
  return { statuses: await read(), see, pass, sender, read };
}

t.test('a crash loop of a day takes few statuses, the last of which is true', async (t) => {
  const { statuses } = await crashForADay(t, 5);

  t.ok(statuses.length <= 50, `${statuses.length} statuses`);
  t.match(statuses[0], { state: 'failure', description: /: web: CRASH_LOOP$/ });
});

t.test('so does what ends again and again, and never soon enough for a crash loop', async (t) => {
  const { statuses, see, pass, sender, read } = await crashForADay(t, 660);
  t.ok(statuses.length <= 224, `${statuses.length} statuses`);

  await see({ observed: { state: 'running', digest: `sha256:${'a'.repeat(64)}`, at: '' } });
  pass(HOUR_MS);
  await sender.flush(NEVER);

  t.match((await read())[0], { state: 'success' });
});
