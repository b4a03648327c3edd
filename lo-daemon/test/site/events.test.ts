import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort } from '@colo/scripts/edge-host';
import { execa } from 'execa';
import t from 'tap';
import { signBody } from '../../src/wake/check-signature.ts';
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

async function isConverged(rig: SiteRig): Promise<boolean> {
  return JSON.parse((await runLo(rig, 'status', '--json')).stdout).outcome === 'converged';
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
  await until('converged', () => isConverged(rig));
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

// FOUND B6
t.test('events one after the other make LO look once in ten seconds', async (t) => {
  const rig = await createSiteRig(t, { config: { drift: { everySeconds: 3600 } } });
  const commit = await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  await startLo(t, rig);
  await until('converged', () => isConverged(rig));
  const looks = [await readObservedAt(rig)];
  for (const id of [commit, 'b'.repeat(40)]) {
    const before = looks.at(-1) ?? '';
    await rig.infra.commitEvent(event(SITE, id));
    await until('looked at again', async () => (await readObservedAt(rig)) > before);
    looks.push(await readObservedAt(rig));
  }

  const times = looks.map((at) => Date.parse(at));
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  t.equal(pauses.length, 2);
  for (const pause of pauses) t.ok(pause >= 9900, `${pause} ms after the one before`);
});

t.test('a signed wake-up makes LO poll, and look at no host', async (t) => {
  const port = await findFreePort();
  const secret = { file: join(t.testdir({}), 'secret') };
  await writeFile(secret.file, 'wake-secret-0123456789\n', { mode: 0o600 });
  const made = await createSiteRig(t, { config: { drift: { everySeconds: 3600 }, wake: { port, secret } } });
  // Nothing but a wake-up makes it poll again within this test.
  const rig = { ...made, config: { ...made.config, infra: { ...made.config.infra, pollSeconds: 3600 } } };
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  await startLo(t, rig);
  await until('converged', () => isConverged(rig));
  const before = await readObservedAt(rig);
  const elsewhere = await rig.infra.commitEvent(event('elsewhere', 'b'.repeat(40)));

  const headers = { 'x-colo-signature': signBody(Buffer.alloc(0), 'wake-secret-0123456789') };
  const answer = await fetch(`http://127.0.0.1:${port}/wake`, { method: 'POST', headers });

  t.equal(answer.status, 202);
  await until('it has polled', async () => (await readFetchedEvents(rig)) === elsewhere);
  t.equal(await readObservedAt(rig), before);
  t.match(await runLo(rig, 'wake'), { exitCode: 0 });
  await until('looked at again', async () => (await readObservedAt(rig)) > before);
});
