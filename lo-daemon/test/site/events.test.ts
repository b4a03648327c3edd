import { join } from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { until } from '../node/node-rig.ts';
import { runLo, startLo } from './lo-process.ts';
import { createSiteRig, SITE, type SiteRig } from './site-rig.ts';

/** Commit of CO's branch that LO fetched last. */
async function readFetchedEvents(rig: SiteRig): Promise<string> {
  const gitDir = `--git-dir=${join(rig.settings.stateDir, 'git')}`;
  return (await execa('git', [gitDir, 'rev-parse', 'refs/colo/events'], { reject: false })).stdout;
}

async function readObservedAt(rig: SiteRig): Promise<string> {
  const { stdout } = await runLo(rig, 'status', '--json');
  return JSON.parse(stdout).hosts[0]?.observedAt ?? '';
}

function event(site: string, commit: string): Readonly<Record<string, string>> {
  const text = `apiVersion: colo.dev/v1alpha1
kind: Event
metadata:
  site: ${site}
spec:
  commit: ${commit}
  hosts: {}
`;
  return { [`sites/${site}/event.yaml`]: text };
}

t.test('the event that answers a report makes LO look once more; another site’s does not', async (t) => {
  // Nothing but an event makes it look again within this test.
  const rig = await createSiteRig(t, { config: { drift: { everySeconds: 3600 } } });
  const commit = await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  const lo = await startLo(t, rig);
  await until(
    'converged',
    async () => JSON.parse((await runLo(rig, 'status', '--json')).stdout).outcome === 'converged',
  );
  const before = await readObservedAt(rig);

  const countReceived = async () => (await lo.readLog()).split('"event received').length - 1;

  await rig.infra.commitEvent(event(SITE, commit));
  await until('looked at again', async () => (await readObservedAt(rig)) > before);
  const elsewhere = await rig.infra.commitEvent(event('elsewhere', commit));
  await until('that one is here', async () => (await readFetchedEvents(rig)) === elsewhere);
  await rig.infra.commitEvent(event(SITE, 'b'.repeat(40)));
  await until('the second event', async () => (await countReceived()) > 1);

  t.equal(await countReceived(), 2, 'the other site’s event was not taken');
  t.equal((await rig.starts()).length, 1, 'it was a noop');
});
