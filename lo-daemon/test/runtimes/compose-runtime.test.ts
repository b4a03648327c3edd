import type { ContainerRig } from '@colo/scripts/edge-host';
import t from 'tap';
import { composeRuntime } from '../../src/runtimes/compose/compose-runtime.ts';
import { testRuntime } from '../contract/runtime-contract.ts';
import { openNode } from './compose-node.ts';
import { ALL_TOOLS, openPodman, podmanCompose, testEachTool } from './compose-tools.ts';

t.setTimeout(900_000);

testEachTool(t, ALL_TOOLS, (t, tool) => {
  testRuntime(t, {
    runtime: composeRuntime,
    largestValue: 64 * 1024,
    open: (t) => openNode(t, tool),
  });
});

const containers = await openPodman(t);
if (containers !== undefined) testPodmanCompose(containers);

function testPodmanCompose(containers: ContainerRig): void {
  t.test('a service that ends well counts as well, and a network goes with its project', async (t) => {
    const { rig, component, listContainers } = await openNode(t, podmanCompose(containers));
    const once = `  once:\n    image: ${containers.image}\n    command: [/bin/true]\n`;

    const end = await rig.run(component({ label: 'A', more: once }));

    t.match(end, { kind: 'finished', result: { outcome: 'installed' } });
    t.match(await listContainers(), [/^colo-[0-9a-f]{12}-hello-web[_-]once[_-]1 Exited/, /web[_-]1 Up/]);
    t.match((await rig.client.observe()).facts.tools['compose.tools'], /podman-compose/);
    t.match(await rig.remove(2), { kind: 'finished', result: { outcome: 'removed' } });
    t.notMatch(await containers.podman('network', 'ls', '--format', '{{.Name}}'), /hello-web/);
  });

  t.test('podman-compose gets no secret, and what runs stays', async (t) => {
    const { rig, component, listContainers } = await openNode(t, podmanCompose(containers));
    t.match(await rig.run(component({ label: 'A' })), { result: { outcome: 'installed' } });

    const prepared = await rig.prepare({ ...component({ label: 'B' }), secrets: ['LABEL'] });

    const refusal = { code: 'NODE_STAGE_FAILED', message: /podman-compose would show secrets/ };
    await t.rejects(rig.client.stage(prepared), refusal);
    t.match(await listContainers(), [/web[_-]1 Up/]);
    t.match(await rig.remove(2), { kind: 'finished', result: { outcome: 'removed' } });
  });

  t.test('an image that cannot be had fails the staging, before anything stops', async (t) => {
    const { rig, component } = await openNode(t, podmanCompose(containers));

    const prepared = await rig.prepare(component({ label: 'A', image: '127.0.0.1:1/none/such:1' }));

    await t.rejects(rig.client.stage(prepared), { code: 'NODE_STAGE_FAILED', kind: 'transient' });
  });
}
