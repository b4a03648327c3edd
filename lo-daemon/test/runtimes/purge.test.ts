import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { createNonce } from '../../src/node/create-nonce.ts';
import { createRemoveIntent } from '../../src/node/create-remove-intent.ts';
import { OWNER, startAndWait } from '../node/node-rig.ts';
import { DEPLOYMENT_ID } from '../node/sample-component.ts';
import { openNode } from './compose-node.ts';
import { BOTH_ENGINES, type ComposeTool, listVolumes, removeVolumes, testEachTool } from './compose-tools.ts';
import { makePersistentComponent, makeVolumeImage } from './persistent-component.ts';

t.setTimeout(900_000);

/** A compose application that was installed, and removed. */
async function openRemoved(t: Test, tool: ComposeTool, image: string) {
  const { rig } = await openNode(t, tool);
  t.teardown(() => removeVolumes(tool.containers));
  t.match(await rig.run(makePersistentComponent('A', image)), { result: { outcome: 'installed' } });
  t.match(await rig.remove(2), { result: { outcome: 'removed' } });
  t.ok((await listVolumes(tool.containers)).length >= 3, 'volumes with and without a name outlive a removal');
  return rig;
}

testEachTool(t, BOTH_ENGINES, async (t, tool) => {
  const image = await makeVolumeImage(tool.containers, '/var/image');
  for (const what of ['its slot there', 'its slot gone']) {
    t.test(`a purge deletes folders and volumes, with ${what}`, async (t) => {
      const rig = await openRemoved(t, tool, image);
      await tool.containers.command('volume', 'create', 'of-somebody-else');
      if (what === 'its slot gone')
        await rm(join(rig.workdir, 'slots', OWNER, DEPLOYMENT_ID), { recursive: true });
      const slot = { ...rig.slot, deploymentId: 'purge', component: 'hello' };
      const plan = { slot, owner: OWNER, generation: 1, nonce: createNonce(), type: 'none', commit: 'c' };

      t.match(await startAndWait(rig.client, createRemoveIntent({ ...plan, purge: 1 })), {
        result: { outcome: 'removed', code: 'OK', message: 'data purged, to 1' },
      });

      t.same(await listVolumes(tool.containers), ['of-somebody-else']);
      t.equal(existsSync(join(rig.workdir, 'data', OWNER, 'hello', 'web')), false);
      t.match((await rig.client.observe()).purges, { hello: { epoch: 1, kept: false } });
    });
  }
});
