// Containers are the site's as long as they are there, although neither the host nor LO has a record of them.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { listInstances, PODMAN_TOOLS, testEachTool } from '../runtimes/compose-tools.ts';
import { renderCompose } from './sample-compose.ts';
import { createSiteRig, SITE, type SiteRig } from './site-rig.ts';

t.setTimeout(900_000);

testEachTool(t, PODMAN_TOOLS, async (t, { tool, containers, environment }) => {
  t.teardown(() => containers.removeContainers());
  const rig = await createSiteRig(t, {
    config: { runtimes: { compose: { tools: [tool], environment } } },
    hostEntry: () => ({ capabilities: { runtimes: ['compose', 'process'] } }),
  });
  const readInstance = async () => (await listInstances(containers, '-a')).join(' ');
  const wanted = renderCompose(containers.image);
  const nothing = { [`sites/${SITE}/desiredstate.yaml`]: rig.render([])[`sites/${SITE}/desiredstate.yaml`] };
  await rig.infra.commit(wanted);
  t.equal(await rig.once(), 'converged');
  const instance = await readInstance();
  t.match(instance, /^[0-9a-f]{64} \S+$/);

  await t.test('still desired: the very instance is kept', async (t) => {
    await loseAllButData(rig);
    await rm(rig.settings.stateDir, { recursive: true });

    t.equal(await rig.once(), 'converged');

    t.equal(await readInstance(), instance);
    t.match((await rig.reports()).at(-1), { state: 'success', description: /installed/ });
  });

  await t.test('LO has lost its state as well, and it is no longer desired', async (t) => {
    await loseAllButData(rig);
    await rm(rig.settings.stateDir, { recursive: true });
    await rig.infra.commit(nothing);

    t.equal(await rig.once(), 'converged');

    t.equal(await readInstance(), '', 'found and removed');
  });

  // An LO that has just started searches in any case; one that is at work has to see that it must.
  for (const [name, isAtWork] of [
    ['an LO at work', true],
    ['an LO that has lost its state', false],
  ] as const) {
    await t.test(
      `${name} finds the attempts of its slot gone: it is removed, and holds nobody up`,
      async (t) => {
        await rig.infra.commit(wanted);
        const daemon = await rig.open();
        t.equal(await daemon.runOnce(new AbortController().signal), 'converged');
        t.not(await readInstance(), '');
        const slots = join(rig.workdir('edge-01'), 'slots');
        for (const name of await readdir(slots, { recursive: true }))
          if (name.endsWith('/attempts')) await rm(join(slots, name), { recursive: true });
        await rig.want([{ applicationId: 'other', version: '1.0' }]);
        if (isAtWork) t.equal(await daemon.runOnce(new AbortController().signal), 'converged');
        await daemon.close();
        if (!isAtWork) {
          await rm(rig.settings.stateDir, { recursive: true });
          t.equal(await rig.once(), 'converged');
        }

        t.equal(await readInstance(), '', 'found and removed');
        t.same(await rig.running(), ['other web 1.0 Hello']);
        await rig.infra.commit(nothing);
        t.equal(await rig.once(), 'converged');
      },
    );
  }

  await t.test('lost while LO is at work: nothing is said to be removed before it is', async (t) => {
    await rig.infra.commit(wanted);
    const daemon = await rig.open();
    t.teardown(() => daemon.close());
    t.equal(await daemon.runOnce(new AbortController().signal), 'converged');
    t.not(await readInstance(), '');
    await loseAllButData(rig);
    await rig.infra.commit(nothing);

    t.equal(await daemon.runOnce(new AbortController().signal), 'converged');

    t.equal(await readInstance(), '');
    t.match((await rig.reports()).at(-1), { state: 'success', description: /removed/ });
  });
});

/** As a disk that was made anew, with the applications' data put back. */
async function loseAllButData(rig: SiteRig): Promise<void> {
  const workdir = rig.workdir('edge-01');
  for (const name of await readdir(workdir))
    if (name !== 'data') await rm(join(workdir, name), { recursive: true });
}
