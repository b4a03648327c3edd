import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContainerRig, startContainerRig } from '@colo/scripts/edge-host';
import t, { type Test } from 'tap';
import type { ComponentToRun } from '../../src/runtimes/runtime.ts';
import { createNodeRig, type NodeRig } from '../node/node-rig.ts';
import { contentFile, DEPLOYMENT_ID, targetOf } from '../node/sample-component.ts';
import { skipTest } from '../skip-test.ts';

t.setTimeout(180_000);

const root = await mkdtemp(join(tmpdir(), 'colo-compose-'));
t.teardown(() => rm(root, { recursive: true, force: true, maxRetries: 10 }));
const containers = await startContainerRig(root);

if ('missing' in containers) {
  skipTest(t, 'compose projects', `no containers on this machine: ${containers.missing} is missing`);
} else {
  t.teardown(() => containers.stop());
  testCompose(containers);
}

function testCompose(containers: ContainerRig): void {
  const web = (extra: string) => `services:
  web:
    image: ${containers.image}
    command: [/bin/sh, -c, "echo $$GREETING > /greeting; exec sleep 1000"]
    environment:
      GREETING: "\${GREETING}"
    stop_grace_period: 1s
${extra}`;
  const healthy = web('    healthcheck: { test: [CMD, /bin/test, -s, /greeting] }\n');
  const sick = web('    healthcheck: { test: [CMD, /bin/false] }\n');
  const withSecond = `${healthy}  once:
    image: ${containers.image}
    command: [/bin/true]
`;

  async function rigFor(
    t: Test,
    tool: string,
    extra: Readonly<Record<string, string>> = {},
  ): Promise<NodeRig> {
    return createNodeRig(t, {
      runtimeConfig: { compose: { tools: [tool], environment: { ...containers.environment, ...extra } } },
    });
  }

  t.test('podman-compose runs a project through its whole life', async (t) => {
    await testLife(t, await rigFor(t, 'podman-compose'), /podman-compose/);
  });

  const missing = spawnSync('docker-compose', ['--version']).status !== 0;
  const skip = missing ? 'docker-compose is not installed' : false;
  t.test('docker-compose runs a project through its whole life', { skip }, async (t) => {
    const socket = await containers.listen();
    t.teardown(() => socket.stop());
    await testLife(t, await rigFor(t, 'docker-compose', { DOCKER_HOST: socket.address }), /docker-compose/);
  });

  async function testLife(t: Test, rig: NodeRig, tool: RegExp): Promise<void> {
    const list = async () =>
      (await containers.podman('ps', '-a', '--format', '{{.Names}} {{.Status}}'))
        .trim()
        .split('\n')
        .filter(Boolean)
        .sort();

    const first = await rig.run(component('A', healthy, 'Hello, "you" $HOME'));
    t.match(first, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('A') } });
    const [name = ''] = (await list())[0]?.split(' ') ?? [];
    t.match(name, /^colo-[0-9a-f]{12}-hello-web[_-]web[_-]1$/);
    t.equal(await containers.podman('exec', name, '/bin/cat', '/greeting'), 'Hello, "you" $HOME\n');
    const { facts, slots } = await rig.client.observe();
    t.match(slots, [{ runs: { type: 'compose', target: targetOf('A'), health: 'healthy' } }]);
    t.match(facts.tools['compose.tools'], tool);

    const second = await rig.run(component('B', withSecond, 'Hi'), { generation: 2, action: 'update' });
    t.match(second, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('B') } });
    t.match(await list(), [/once[_-]1 Exited/, /web[_-]1 Up/]);

    const third = await rig.run(component('C', sick, 'Hi', '0m8s'), { generation: 3, action: 'update' });
    t.match(third, {
      kind: 'finished',
      result: { outcome: 'rolled-back', code: 'UNHEALTHY', runs: targetOf('B') },
    });
    t.match((await rig.client.look(rig.slot)).runs, { target: targetOf('B'), health: 'healthy' });

    await containers.podman('rm', '-f', '-t', '0', name);
    t.match((await rig.client.look(rig.slot)).runs, { health: 'stopped', detail: /web has no container/ });
    const healed = await rig.run(component('B', withSecond, 'Hi'), { generation: 4, action: 'update' });
    t.match(healed, { kind: 'finished', result: { outcome: 'installed' } });

    t.match(await rig.remove(5), { kind: 'finished', result: { outcome: 'removed' } });
    t.same(await list(), []);
    t.notMatch(await containers.podman('network', 'ls', '--format', '{{.Name}}'), /hello-web/);
  }

  t.test('an image that cannot be had fails the staging, before anything stops', async (t) => {
    const rig = await rigFor(t, 'podman-compose');

    const prepared = await rig.prepare(
      component('A', healthy.replace(containers.image, '127.0.0.1:1/none/such:1'), 'Hi'),
    );

    await t.rejects(rig.client.stage(prepared), { code: 'NODE_STAGE_FAILED', kind: 'transient' });
  });
}

function component(label: string, compose: string, greeting: string, timeout = '1m0s'): ComponentToRun {
  return {
    site: 'eu/berlin',
    host: 'edge-01',
    applicationId: 'hello',
    deploymentId: DEPLOYMENT_ID,
    component: 'web',
    type: 'compose',
    version: label,
    digest: targetOf(label),
    properties: { packageLocation: 'compose.yaml', timeout, stopTimeout: '1s' },
    environment: { GREETING: greeting },
    files: [contentFile('compose.yaml', compose)],
  };
}
