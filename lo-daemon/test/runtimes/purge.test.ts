import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContainerRig, startContainerRig } from '@colo/scripts/edge-host';
import t, { type Test } from 'tap';
import { createNonce } from '../../src/node/create-nonce.ts';
import { createRemoveIntent } from '../../src/node/create-remove-intent.ts';
import { OWNER, startAndWait } from '../node/node-rig.ts';
import { DEPLOYMENT_ID } from '../node/sample-component.ts';
import { skipTest } from '../skip-test.ts';
import { openNode } from './compose-node.ts';
import { makePersistentComponent, makeVolumeImage } from './persistent-component.ts';

t.setTimeout(900_000);

/** A compose application that was installed, and removed. */
async function openRemoved(t: Test, containers: ContainerRig, image: string, tool: string) {
  const environment: Record<string, string> = {};
  if (tool === 'docker-compose') {
    const socket = await containers.listen();
    t.teardown(() => socket.stop());
    environment['DOCKER_HOST'] = socket.address;
  }
  const { rig } = await openNode(t, containers, tool, environment);
  t.teardown(() => containers.podman('volume', 'prune', '-f'));
  t.match(await rig.run(makePersistentComponent('A', image)), { result: { outcome: 'installed' } });
  t.match(await rig.remove(2), { result: { outcome: 'removed' } });
  const listVolumes = async () => (await containers.podman('volume', 'ls', '-q')).split('\n').filter(Boolean);
  t.ok((await listVolumes()).length >= 3, 'volumes with and without a name outlive a removal');
  return { rig, listVolumes };
}

function testPurge(t: Test, containers: ContainerRig, image: string, tool: string): void {
  for (const what of ['its slot there', 'its slot gone']) {
    t.test(`${tool}: a purge deletes folders and volumes, with ${what}`, async (t) => {
      const { rig, listVolumes } = await openRemoved(t, containers, image, tool);
      await containers.podman('volume', 'create', 'of-somebody-else');
      if (what === 'its slot gone')
        await rm(join(rig.workdir, 'slots', OWNER, DEPLOYMENT_ID), { recursive: true });
      const slot = { ...rig.slot, deploymentId: 'purge', component: 'hello' };
      const plan = { slot, owner: OWNER, generation: 1, nonce: createNonce(), type: 'none', commit: 'c' };

      t.match(await startAndWait(rig.client, createRemoveIntent({ ...plan, purge: 1 })), {
        result: { outcome: 'removed', code: 'OK', message: 'data purged, to 1' },
      });

      t.same(await listVolumes(), ['of-somebody-else']);
      t.equal(existsSync(join(rig.workdir, 'data', OWNER, 'hello', 'web')), false);
      t.match((await rig.client.observe()).purges, { hello: { epoch: 1, kept: false } });
    });
  }
}

const containers = await startContainerRig();
if ('missing' in containers) {
  skipTest(
    t,
    'purges of compose projects',
    `no containers on this machine: ${containers.missing} is missing`,
  );
} else {
  t.teardown(() => containers.stop());
  const image = await makeVolumeImage(containers, '/var/image');
  testPurge(t, containers, image, 'podman-compose');
  if (spawnSync('docker-compose', ['--version']).status !== 0) {
    skipTest(t, 'docker-compose', 'docker-compose is not installed');
  } else testPurge(t, containers, image, 'docker-compose');
}
