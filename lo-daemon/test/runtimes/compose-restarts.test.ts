// A container that its engine starts again and again is not installed.
import { spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContainerRig, startContainerRig } from '@colo/scripts/edge-host';
import t, { type Test } from 'tap';
import type { RunsNow } from '../../src/node/slot-report.ts';
import { targetOf } from '../node/sample-component.ts';
import { skipTest } from '../skip-test.ts';
import { openNode } from './compose-node.ts';

t.setTimeout(900_000);

const containers = await startContainerRig();

if ('missing' in containers) {
  skipTest(t, 'compose projects', `no containers on this machine: ${containers.missing} is missing`);
} else {
  t.teardown(() => containers.stop());
  testRestarts(containers);
}

function testRestarts(containers: ContainerRig): void {
  const missing = spawnSync('docker-compose', ['--version']).status !== 0;
  for (const tool of ['podman-compose', 'docker-compose']) {
    const skip = tool === 'docker-compose' && missing ? 'docker-compose is not installed' : false;
    t.test(tool, { skip }, async (t) => {
      const environment: Record<string, string> = {};
      if (tool === 'docker-compose') {
        const socket = await containers.listen();
        t.teardown(() => socket.stop());
        environment['DOCKER_HOST'] = socket.address;
      }
      await testTool(t, containers, tool, environment);
    });
  }
}

async function testTool(
  t: Test,
  containers: ContainerRig,
  tool: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const { rig, component, listContainers } = await openNode(t, containers, tool, environment);
  // It fails each time, long before it would count as ready.
  const failing = `  worker:
    image: ${containers.image}
    command: [/bin/sh, -c, "sleep 2; exit 1"]
    restart: always
    stop_grace_period: 1s
`;
  const good = component({ label: 'A' });
  t.match(await rig.run(good), { kind: 'finished', result: { outcome: 'installed' } });
  const before = instanceOf((await rig.client.look(rig.slot)).runs);

  const bad = component({ label: 'B', more: failing });
  const end = await rig.run(
    { ...bad, properties: { ...bad.properties, minReadySeconds: 60 } },
    { generation: 2, action: 'update' },
  );

  t.match(end, {
    kind: 'finished',
    result: {
      outcome: 'rolled-back',
      code: 'CRASH_LOOP',
      runs: targetOf('A'),
      message: /started again 3 times/,
    },
  });
  const after = await rig.client.look(rig.slot);
  t.match(after.runs, { kind: 'component', health: 'healthy', instance: String, upSeconds: Number });
  t.not(instanceOf(after.runs), before, 'what was created anew is another run');
  t.equal(instanceOf((await rig.client.look(rig.slot)).runs), instanceOf(after.runs));

  const record = join(rig.slotFolder, 'run/compose');
  const text = await readFile(record, 'latin1');
  for (const [name, damage] of Object.entries({
    deleted: () => rm(record),
    'a flipped bit': () => writeFile(record, text.replace('engine', 'engibe'), 'latin1'),
  })) {
    await damage();
    t.match((await rig.client.look(rig.slot)).runs, { target: targetOf('A'), health: 'healthy' }, name);
  }
  t.match(await rig.remove(3), { kind: 'finished', result: { outcome: 'removed' } });
  t.same(await listContainers(), [], 'found by their labels, and removed');
}

function instanceOf(runs: RunsNow): string | undefined {
  return runs.kind === 'component' ? runs.instance : undefined;
}
