import { spawnSync } from 'node:child_process';
import { type ContainerRig, startContainerRig } from '@colo/scripts/edge-host';
import t from 'tap';
import { composeRuntime } from '../../src/runtimes/compose/compose-runtime.ts';
import { testRuntime } from '../contract/runtime-contract.ts';
import { skipTest } from '../skip-test.ts';
import { openNode } from './compose-node.ts';

t.setTimeout(900_000);

const containers = await startContainerRig();

if ('missing' in containers) {
  skipTest(t, 'compose projects', `no containers on this machine: ${containers.missing} is missing`);
} else {
  t.teardown(() => containers.stop());
  testCompose(containers);
}

function testCompose(containers: ContainerRig): void {
  const missing = spawnSync('docker-compose', ['--version']).status !== 0;
  const tools = [
    { tool: 'podman-compose', skip: false },
    { tool: 'docker-compose', skip: missing ? 'docker-compose is not installed' : false },
  ] as const;
  for (const { tool, skip } of tools) {
    t.test(tool, { skip }, async (t) => {
      const environment: Record<string, string> = {};
      if (tool === 'docker-compose') {
        const socket = await containers.listen();
        t.teardown(() => socket.stop());
        environment['DOCKER_HOST'] = socket.address;
      }
      testRuntime(t, {
        runtime: composeRuntime,
        largestValue: 64 * 1024,
        open: (t) => openNode(t, containers, tool, environment),
      });
    });
  }

  t.test('a service that ends well counts as well, and a network goes with its project', async (t) => {
    const { rig, component, listContainers } = await openNode(t, containers, 'podman-compose');
    const once = `  once:\n    image: ${containers.image}\n    command: [/bin/true]\n`;

    const end = await rig.run(component({ label: 'A', more: once }));

    t.match(end, { kind: 'finished', result: { outcome: 'installed' } });
    t.match(await listContainers(), [/^colo-[0-9a-f]{12}-hello-web[_-]once[_-]1 Exited/, /web[_-]1 Up/]);
    t.match((await rig.client.observe()).facts.tools['compose.tools'], /podman-compose/);
    t.match(await rig.remove(2), { kind: 'finished', result: { outcome: 'removed' } });
    t.notMatch(await containers.podman('network', 'ls', '--format', '{{.Name}}'), /hello-web/);
  });

  t.test('podman-compose gets no secret, and what runs stays', async (t) => {
    const { rig, component, listContainers } = await openNode(t, containers, 'podman-compose');
    t.match(await rig.run(component({ label: 'A' })), { result: { outcome: 'installed' } });

    const prepared = await rig.prepare({ ...component({ label: 'B' }), secrets: ['LABEL'] });

    const refusal = { code: 'NODE_STAGE_FAILED', message: /podman-compose would show secrets/ };
    await t.rejects(rig.client.stage(prepared), refusal);
    t.match(await listContainers(), [/web[_-]1 Up/]);
    t.match(await rig.remove(2), { kind: 'finished', result: { outcome: 'removed' } });
  });

  t.test('an image that cannot be had fails the staging, before anything stops', async (t) => {
    const { rig, component } = await openNode(t, containers, 'podman-compose');

    const prepared = await rig.prepare(component({ label: 'A', image: '127.0.0.1:1/none/such:1' }));

    await t.rejects(rig.client.stage(prepared), { code: 'NODE_STAGE_FAILED', kind: 'transient' });
  });
}
