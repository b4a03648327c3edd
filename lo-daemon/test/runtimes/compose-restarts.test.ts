// A container that its engine starts again and again is not installed.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import type { RunsNow } from '../../src/node/slot-report.ts';
import { targetOf } from '../node/sample-component.ts';
import { openNode } from './compose-node.ts';
import { BOTH_ENGINES, testEachTool } from './compose-tools.ts';

t.setTimeout(900_000);

testEachTool(t, BOTH_ENGINES, async (t, tool) => {
  const { rig, component, listContainers } = await openNode(t, tool);
  // It fails each time, long before it would count as ready.
  const failing = `  worker:
    image: ${tool.containers.image}
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
});

function instanceOf(runs: RunsNow): string | undefined {
  return runs.kind === 'component' ? runs.instance : undefined;
}
