// Containers are found by their labels, whatever becomes of the records of the slot that started them.
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerRig } from '@colo/scripts/edge-host';
import t from 'tap';
import { createNonce } from '../../src/node/create-nonce.ts';
import { createRemoveIntent } from '../../src/node/create-remove-intent.ts';
import type { AttemptEnd } from '../../src/node/node-client.ts';
import { type NodeRig, OWNER, startAndWait } from '../node/node-rig.ts';
import { DEPLOYMENT_ID, sampleComponent, targetOf } from '../node/sample-component.ts';
import { openNode } from './compose-node.ts';
import { BOTH_ENGINES, openPodman, podmanCompose, testEachTool } from './compose-tools.ts';

t.setTimeout(900_000);

testEachTool(t, BOTH_ENGINES, async (t, tool) => {
  const { rig, component, listContainers, readInstance } = await openNode(t, tool);
  const other = await openNode(t, tool);
  const shipped = component({ label: 'A' });
  t.match(await rig.run(shipped), { result: { outcome: 'installed' } });
  const instance = await readInstance();
  const found = [
    {
      slot: rig.slot,
      generation: 0,
      phase: 'none',
      runs: { kind: 'component', type: 'compose', target: targetOf('A'), health: 'unhealthy' },
    },
  ];

  t.match((await rig.client.observe({ search: true })).slots, [
    { generation: 1, runs: { health: 'healthy' } },
  ]);
  await loseAllButData(rig);

  t.same((await rig.client.observe()).slots, [], 'a look that was not asked to search costs no question');
  t.match(await rig.client.observe({ search: true }), { slots: found, unsearched: [] });
  t.same((await other.rig.client.observe({ search: true })).slots, [], "another node's, on the same engine");
  t.match(await rig.run(shipped), { result: { outcome: 'installed' } });
  t.equal(await readInstance(), instance, 'what is as desired goes on running');

  await rm(rig.slotFolder, { recursive: true });
  t.match((await rig.client.observe({ search: true })).slots, found);
  t.match(await removeCompose(rig, 1), { result: { outcome: 'removed' } });
  t.same(await listContainers(), []);
  t.match((await rig.client.observe({ search: true })).slots, [{ runs: { kind: 'nothing' } }]);
});

const containers = await openPodman(t);
if (containers !== undefined) testMarks(containers);

function testMarks(containers: ContainerRig): void {
  t.test('a record that says that nothing runs is no reason not to look', async (t) => {
    const { rig, component, listContainers } = await openNode(t, podmanCompose(containers));
    t.match(await rig.run(component({ label: 'A' })), { result: { outcome: 'installed' } });
    await rm(rig.slotFolder, { recursive: true });
    await mkdir(rig.slotFolder, { recursive: true });

    t.match((await rig.client.observe({ search: true })).slots, [
      { slot: rig.slot, generation: 0, runs: { type: 'compose', target: targetOf('A') } },
    ]);

    t.match(await removeCompose(rig, 1), { result: { outcome: 'removed' } });
    t.same(await listContainers(), []);
  });

  t.test('containers of an earlier build are found by where compose was called', async (t) => {
    const { rig } = await openNode(t, podmanCompose(containers));
    const other = await openNode(t, podmanCompose(containers));
    await startOlder(containers, rig, 'web', targetOf('A'));

    t.match((await rig.client.observe({ search: true })).slots, [
      { slot: rig.slot, generation: 0, runs: { type: 'compose', target: targetOf('A') } },
    ]);
    t.same((await other.rig.client.observe({ search: true })).slots, []);
  });

  t.test('labels that are not of our form count for nothing', async (t) => {
    const { rig } = await openNode(t, podmanCompose(containers));
    for (const component of ['../web', 'web extra', 'web\nslot x', 'web/x'])
      await startOlder(containers, rig, component, targetOf('A'));
    await startOlder(containers, rig, 'short', 'sha256:1234');

    t.same((await rig.client.observe({ search: true })).slots, []);
  });

  t.test('an engine that does not answer is no engine that has nothing', async (t) => {
    const programs = t.testdir({ podman: '#!/bin/sh\necho "cannot connect" >&2\nexit 125\n' });
    const podman = join(programs, 'podman');
    spawnSync('chmod', ['755', podman]);
    const { rig, component } = await openNode(t, podmanCompose(containers));
    t.match(await rig.run(component({ label: 'A' })), { result: { outcome: 'installed' } });
    await rm(rig.slotFolder, { recursive: true });
    const client = rig.newClient({ searchPath: [programs] });

    t.match(await client.observe({ search: true }), { slots: [], unsearched: ['compose'] });
    t.same((await client.observe()).unsearched, []);
    await rm(podman);
    t.match(await client.observe({ search: true }), { slots: [{ slot: rig.slot }], unsearched: [] });
  });

  t.test('a purge waits for containers that no record speaks of', async (t) => {
    const { rig, component, listContainers } = await openNode(t, podmanCompose(containers));
    t.match(await rig.run(component({ label: 'A' })), { result: { outcome: 'installed' } });
    await rm(rig.slotFolder, { recursive: true });
    const kept = join(rig.workdir, 'data', OWNER, 'hello', 'web', 'kept');
    await writeFile(kept, 'precious');

    t.match(await purge(rig, 1), {
      result: { code: 'PURGE_FAILED', message: /something of web still runs/ },
    });
    t.equal(await readFile(kept, 'utf8'), 'precious');

    t.match(await removeCompose(rig, 1), { result: { outcome: 'removed' } });
    t.same(await listContainers(), []);
    t.match(await purge(rig, 2), { result: { outcome: 'removed', code: 'OK' } });
    await t.rejects(readFile(kept), { code: 'ENOENT' });
  });

  t.test('what two runtimes have of one slot is one slot', async (t) => {
    const { rig } = await openNode(t, podmanCompose(containers));
    await rig.run(sampleComponent({ label: 'A', out: rig.out }));
    await startOlder(containers, rig, 'web', targetOf('B'));
    await rm(rig.slotFolder, { recursive: true });

    t.equal((await rig.client.observe({ search: true })).slots.length, 1);
  });
}

/** As a disk that was made anew, with the applications' data put back. */
async function loseAllButData(rig: NodeRig): Promise<void> {
  for (const name of await readdir(rig.workdir))
    if (name !== 'data') await rm(join(rig.workdir, name), { recursive: true });
}

/** A container as a build left it that knew neither the label of the node nor that of the application. */
async function startOlder(
  containers: ContainerRig,
  rig: NodeRig,
  component: string,
  target: string,
): Promise<void> {
  const slot = `${OWNER}/${DEPLOYMENT_ID}/${component}`;
  const labels = {
    'colo.dev/owner': OWNER,
    'colo.dev/slot': slot,
    'colo.dev/service': 'web',
    'colo.dev/digest': target.slice('sha256:'.length),
    'com.docker.compose.project': `colo-${OWNER.slice(0, 12)}-hello-${component}`,
    'com.docker.compose.project.working_dir': `${rig.workdir}/slots/${slot}/run/c0123456789abcdef`,
  };
  const args = Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
  await containers.podman('run', '-d', ...args, containers.image, '/bin/sleep', '1000');
}

function removeCompose(rig: NodeRig, generation: number): Promise<AttemptEnd> {
  const plan = { slot: rig.slot, owner: OWNER, generation, nonce: createNonce(), commit: 'c0ffee0' };
  return startAndWait(rig.client, createRemoveIntent({ ...plan, type: 'compose' }));
}

function purge(rig: NodeRig, generation: number): Promise<AttemptEnd> {
  const slot = { ...rig.slot, deploymentId: 'purge', component: 'hello' };
  const plan = { slot, owner: OWNER, generation, nonce: createNonce(), commit: 'c0ffee0', type: 'none' };
  return startAndWait(rig.client, createRemoveIntent({ ...plan, purge: 1 }));
}
