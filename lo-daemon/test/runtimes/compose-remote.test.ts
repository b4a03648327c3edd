// An engine that may be on another machine: its containers have no process on the node, and other nodes may use it too.
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerRig } from '@colo/scripts/edge-host';
import t, { type Test } from 'tap';
import type { ComponentToRun } from '../../src/runtimes/runtime.ts';
import { type NodeRig, until } from '../node/node-rig.ts';
import { contentFile, targetOf } from '../node/sample-component.ts';
import { skipTest } from '../skip-test.ts';
import { openNode } from './compose-node.ts';
import { openPodman } from './compose-tools.ts';

t.setTimeout(900_000);

const containers = await openPodman(t);
const missing = ['docker', 'docker-compose'].find((tool) => spawnSync(tool, ['--version']).status !== 0);
if (missing !== undefined) skipTest(t, 'a remote engine', `${missing} is not installed`);
else if (containers !== undefined) testRemote(containers);

function testRemote(containers: ContainerRig): void {
  t.test('what has no health check counts from when this run of it was seen first', async (t) => {
    const { rig, plain } = await openRemoteNode(t, containers);
    t.match(await rig.run(plain()), { result: { outcome: 'installed' } });
    await until('it has been up for a while', async () => (await lookAt(rig)).upSeconds >= 3);
    const { instance } = await lookAt(rig);

    await containers.podman('restart', '-a');

    const after = await lookAt(rig);
    t.ok(after.upSeconds < 3, 'another run counts anew');
    t.not(after.instance, instance);
    t.equal((await lookAt(rig)).instance, after.instance);
  });

  t.test('each container of a service counts for itself', async (t) => {
    const { rig, plain } = await openRemoteNode(t, containers);
    const two = plain('    scale: 2\n');

    const end = await rig.run(
      { ...two, properties: { ...two.properties, minReadySeconds: 3 } },
      { limits: { healthSeconds: 60 } },
    );

    t.match(end, { result: { outcome: 'installed' } });
    t.equal((await listSeen(rig)).length, 2);
    await containers.removeContainers();
    t.match(await rig.run(two, { generation: 2 }), { result: { outcome: 'installed' } });
    t.equal((await listSeen(rig)).length, 2, 'of those that are gone no record stays');
  });

  t.test('what has lost its records is found by its node alone', async (t) => {
    const { rig, plain, service } = await openRemoteNode(t, containers);
    t.match(await rig.run(plain()), { result: { outcome: 'installed' } });
    await rm(rig.slotFolder, { recursive: true });
    const search = (searchPath: readonly string[] = []) =>
      rig.newClient({ searchPath }).observe({ search: true });

    t.match(await search(), {
      slots: [{ slot: rig.slot, runs: { type: 'compose', target: targetOf('A') } }],
      unsearched: [],
    });
    const elsewhere = await stub(rig, 'uname', 'echo another-machine');
    t.same((await search([elsewhere])).slots, [], 'a machine with the same workdir');
    const broken = await stub(rig, 'podman', 'exit 125');
    t.match(
      await search([broken]),
      { slots: [{ slot: rig.slot }], unsearched: [] },
      'a podman that is of no use there hides nothing',
    );
    await service.stop();
    t.match(await search(), { slots: [], unsearched: ['compose'] }, 'the engine does not answer');
  });
}

/** A node whose engine listens on a port, and whose own podman is another engine, which has nothing. */
async function openRemoteNode(t: Test, containers: ContainerRig) {
  const service = await containers.listen('port');
  t.teardown(() => service.stop());
  const folder = t.testdir();
  const storage = join(folder, 'storage.conf');
  await writeFile(
    storage,
    `[storage]\ndriver = "vfs"\ngraphroot = "${folder}/graph"\nrunroot = "${folder}/run"\n`,
  );
  const environment = {
    ...containers.environment,
    DOCKER_HOST: service.address,
    CONTAINERS_STORAGE_CONF: storage,
  };
  const { rig, component } = await openNode(t, { tool: 'docker-compose', containers, environment });
  /** A component without a health check. */
  const plain = (more = ''): ComponentToRun => {
    const compose = `version: "2.4"
services:
  web:
    image: ${containers.image}
    command: [/bin/sleep, "1000"]
    stop_grace_period: 1s
${more}`;
    return { ...component({ label: 'A' }), files: [contentFile('compose.yaml', compose)] };
  };
  return { service, rig, plain };
}

/** What a look says of a component that runs. */
async function lookAt(rig: NodeRig): Promise<{ readonly instance: string; readonly upSeconds: number }> {
  const { runs } = await rig.client.look(rig.slot);
  if (runs.kind !== 'component') throw new Error('nothing runs');
  return { instance: runs.instance ?? '', upSeconds: runs.upSeconds ?? -1 };
}

/** Records of when containers were seen first. */
async function listSeen(rig: NodeRig): Promise<readonly string[]> {
  return (await readdir(join(rig.slotFolder, 'run'))).filter((name) => name.startsWith('seen-'));
}

/** A folder with a program that takes the place of the machine's own. */
async function stub(rig: NodeRig, name: string, script: string): Promise<string> {
  const folder = join(rig.root, `stub-${name}`);
  await mkdir(folder);
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
  return folder;
}
