// What a slot started is found by the slot's mark, whatever becomes of its records.
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { isAlive, killAll } from './find-processes.ts';
import { createNodeRig, type NodeRig, until } from './node-rig.ts';
import { contentFile, sampleComponent, targetOf } from './sample-component.ts';

type Damage = (file: string) => Promise<void>;

const DAMAGES: Readonly<Record<string, Damage>> = {
  'a flipped bit': async (file) => {
    const bytes = await readFile(file);
    // In a digit of the last line but one: what is read stays well formed.
    const at = Math.max(0, bytes.indexOf('\nend') - 1);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(file, bytes);
  },
  'cut short': (file) => writeFile(file, ''),
  deleted: (file) => rm(file),
};

for (const [name, damage] of Object.entries(DAMAGES)) {
  t.test(`${name}: the record of the program that runs`, async (t) => {
    const rig = await createNodeRig(t);
    await rig.run(sampleComponent({ label: 'A', out: rig.out }));
    const [pid = 0] = await rig.programs();

    await damage(join(rig.slotFolder, 'run/process'));

    t.match((await rig.client.look(rig.slot)).runs, {
      kind: 'component',
      target: targetOf('A'),
      health: /^healthy$/,
      generation: 1,
      version: 'A',
    });
    const end = await rig.run(sampleComponent({ label: 'B', out: rig.out }), { generation: 2 });
    t.match(end, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('B') } });
    t.equal(await isAlive(pid), false, 'the version before is gone');
    t.equal((await rig.programs()).length, 1);
  });

  t.test(`${name}: the record of the program, and the application is removed`, async (t) => {
    const rig = await createNodeRig(t);
    await rig.run(sampleComponent({ label: 'A', out: rig.out }));

    await damage(join(rig.slotFolder, 'run/process'));

    t.match(await rig.remove(2), { kind: 'finished', result: { outcome: 'removed' } });
    t.same(await rig.programs(), [], 'nothing lives on');
    t.match((await rig.client.observe()).slots, [{ runs: { kind: 'nothing' } }]);
  });

  t.test(`${name}: the state of a slot`, async (t) => {
    const rig = await createNodeRig(t);
    await rig.run(sampleComponent({ label: 'A', out: rig.out }));
    await rig.run(sampleComponent({ label: 'B', out: rig.out }), { generation: 2 });

    await damage(join(rig.slotFolder, 'state'));

    t.match((await rig.client.observe()).slots, [
      {
        slot: rig.slot,
        generation: 2,
        phase: 'finished',
        runs: { kind: 'component', target: targetOf('B'), health: /^healthy$/ },
      },
    ]);
    const end = await rig.run(sampleComponent({ label: 'crash', out: rig.out }), { generation: 3 });
    t.match(end, { kind: 'finished', result: { outcome: 'rolled-back', runs: targetOf('B') } });
  });

  t.test(`${name}: the intent of what runs`, async (t) => {
    const rig = await createNodeRig(t);
    await rig.run(sampleComponent({ label: 'A', out: rig.out }));

    await damage(join(rig.slotFolder, 'attempts/1/intent'));

    t.match((await rig.client.observe()).slots, [
      { slot: rig.slot, generation: 1, runs: { kind: 'component', target: targetOf('A') } },
    ]);
    const end = await rig.run(sampleComponent({ label: 'A', out: rig.out }), { generation: 2 });
    t.match(end, { kind: 'finished', result: { outcome: 'installed' } });
    t.equal((await rig.programs()).length, 1);
  });
}

t.test(
  'a workdir that was put back from an older copy: the newer program is seen, and replaced',
  async (t) => {
    const rig = await createNodeRig(t);
    await rig.run(sampleComponent({ label: 'A', out: rig.out }));
    const copy = join(rig.root, 'copy');
    await cp(join(rig.workdir, 'slots'), copy, { recursive: true });
    await rig.run(sampleComponent({ label: 'B', out: rig.out }), { generation: 2 });

    await rm(join(rig.workdir, 'slots'), { recursive: true });
    await cp(copy, join(rig.workdir, 'slots'), { recursive: true });

    t.match((await rig.client.observe()).slots, [
      { generation: 1, runs: { kind: 'component', target: targetOf('B'), health: 'unhealthy' } },
    ]);
    const end = await rig.run(sampleComponent({ label: 'B', out: rig.out }), { generation: 2 });
    t.match(end, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('B') } });
    t.equal((await rig.programs()).length, 1);
  },
);

t.test('a slot whose folder is gone is reported by what lives of it', async (t) => {
  const rig = await createNodeRig(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));
  await rm(rig.slotFolder, { recursive: true });

  t.match((await rig.client.observe()).slots, [
    {
      slot: rig.slot,
      generation: 0,
      phase: 'none',
      runs: { kind: 'component', type: 'process', target: targetOf('A'), health: 'unhealthy' },
    },
  ]);
  t.match(await rig.remove(1), { kind: 'finished', result: { outcome: 'removed' } });
  t.same(await rig.programs(), []);
});

t.test('a removal waits for the last child, however the program started it', async (t) => {
  for (const [how, command] of Object.entries({
    'with an environment of its own': 'env -i sleep 1000',
    'in a session of its own': 'setsid sleep 1000',
    'in both': 'env -i setsid sleep 1000',
  })) {
    await t.test(how, async (t) => {
      const rig = await createNodeRig(t);
      const child = await runWithChild(rig, command);

      t.match(await rig.remove(2), { kind: 'finished', result: { outcome: 'removed' } });

      t.equal(await isAlive(child), false);
    });
  }
});

t.test('a child without mark and log, in a session of its own, is not found', async (t) => {
  const rig = await createNodeRig(t);
  const child = await runWithChild(rig, 'env -i setsid sleep 1000 >/dev/null 2>&1');
  t.teardown(() => killAll([child]));

  t.match(await rig.remove(2), { kind: 'finished', result: { outcome: 'removed' } });

  t.equal(await isAlive(child), true, 'as docs/lo.md says');
});

t.test(
  'a child that outlives its program is no program: the slot has stopped, and healing ends the child',
  async (t) => {
    const rig = await createNodeRig(t);
    const child = await runWithChild(rig, 'setsid sleep 1000');
    await killAll(await rig.programs());
    t.equal(await isAlive(child), true);

    t.match((await rig.client.look(rig.slot)).runs, { kind: 'component', health: 'stopped' });

    t.match(await rig.run(sampleComponent({ label: 'A', out: rig.out }), { generation: 2 }), {
      result: { outcome: 'installed' },
    });
    t.equal(await isAlive(child), false);
  },
);

t.test("another application's variables do not make it a part of the slot", async (t) => {
  const rig = await createNodeRig(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));
  const other = { ...rig.slot, component: 'other' };
  const claim = `COLO_SLOT=${rig.slotFolder}/@hello@1@${targetOf('A')}`;
  const component = sampleComponent({
    label: 'other',
    component: 'other',
    out: rig.out,
    environment: { TEXT: claim, LINES: `x\n${claim}\n` },
  });
  await rig.run(component);
  const pids = await rig.programs();

  t.match(await rig.remove(2), { kind: 'finished', result: { outcome: 'removed' } });

  t.equal((await rig.programs()).length, pids.length - 1, 'the other one lives on');
  t.match((await rig.client.look(other)).runs, { kind: 'component', health: /^healthy$/ });
});

t.test('a runner that is damaged on the host is uploaded again before it is used', async (t) => {
  const rig = await createNodeRig(t);
  await rig.client.observe();
  const folder = join(rig.workdir, 'runner');
  const [digest = ''] = await readdir(folder);
  const file = join(folder, digest, 'runner.sh');
  const text = await readFile(file, 'utf8');

  await writeFile(file, text.replace('observe_verb', 'observe_vera'));

  t.match(await rig.client.observe(), { slots: [] });
  t.equal(await readFile(file, 'utf8'), text);
});

/** Installs a version whose program starts a child by a command, and gives the child's pid. */
async function runWithChild(rig: NodeRig, command: string): Promise<number> {
  const program = `echo "A $$" >>"$OUT/starts"
${command} &
echo $! >"$OUT/child"
exec sleep 1000
`;
  const files = [contentFile('app/run.sh', program, '0755')];
  await rig.run(sampleComponent({ label: 'A', out: rig.out, files }));
  const pid = Number(await readFile(join(rig.out, 'child'), 'utf8'));
  await until('the child', () => isAlive(pid));
  return pid;
}
