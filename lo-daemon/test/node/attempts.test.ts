import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import t from 'tap';
import { localTransport } from '../../src/transports/local/local-transport.ts';
import { listHolders, makeNeedles } from '../site/find-leaks.ts';
import { isAlive } from './find-processes.ts';
import { createNodeRig, readMark, until } from './node-rig.ts';
import { sampleComponent, targetOf } from './sample-component.ts';

t.test('a first version is uploaded, installed and observed', async (t) => {
  const rig = await createNodeRig(t);

  const end = await rig.run(sampleComponent({ label: 'A', out: rig.out }));

  t.match(end, {
    kind: 'finished',
    result: { outcome: 'installed', code: 'OK', runs: targetOf('A'), generation: 1 },
  });
  const { facts, slots } = await rig.client.observe();
  t.match(slots, [
    {
      slot: rig.slot,
      generation: 1,
      phase: 'finished',
      action: 'install',
      runs: { kind: 'component', target: targetOf('A'), health: /^healthy$/, type: 'process', version: 'A' },
    },
  ]);
  t.match(facts, { bootId: /^[0-9a-f-]{36}$/, uptimeSeconds: Number, diskFreeBytes: Number });
  t.equal(rig.starts().length, 1);
});

// Fault 1
t.test('versions that come, go and come again are an attempt each', async (t) => {
  const rig = await createNodeRig(t);
  const labels = ['A', 'B', 'A', 'B'];

  for (const [index, label] of labels.entries()) {
    const end = await rig.run(sampleComponent({ label, out: rig.out }), { generation: index + 1 });
    t.match(end, { kind: 'finished', result: { outcome: 'installed', runs: targetOf(label) } });
  }

  t.same(
    rig.starts().map((line) => line.split(' ')[0]),
    labels,
  );
});

// Fault 2
t.test('a removed component is gone, and can come again', async (t) => {
  const rig = await createNodeRig(t);
  const component = sampleComponent({ label: 'A', out: rig.out });

  for (const generation of [1, 3]) {
    await rig.run(component, { generation });
    const end = await rig.remove(generation + 1);

    t.match(end, { kind: 'finished', result: { outcome: 'removed', runs: 'none' } });
    const { slots } = await rig.client.observe();
    t.match(slots, [{ runs: { kind: 'nothing' }, phase: 'finished', generation: generation + 1 }]);
    const [, pid = '0'] = rig.starts().at(-1)?.split(' ') ?? [];
    t.equal(await isAlive(Number(pid)), false, 'its process is gone');
  }
});

// Fault 4
t.test('a version that crashes gives way to the last good one', async (t) => {
  const rig = await createNodeRig(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));

  const end = await rig.run(sampleComponent({ label: 'crash', out: rig.out }), {
    generation: 2,
    action: 'update',
  });

  t.match(end, {
    kind: 'finished',
    result: { outcome: 'rolled-back', code: 'STOPPED', runs: targetOf('A'), message: /cannot go on/ },
  });
  const report = await rig.client.look(rig.slot);
  t.match(report.runs, { kind: 'component', target: targetOf('A'), health: /^healthy$/ });
});

t.test('without a last good version a failure stops everything', async (t) => {
  const rig = await createNodeRig(t);

  const end = await rig.run(sampleComponent({ label: 'crash', out: rig.out }));

  t.match(end, { kind: 'finished', result: { outcome: 'failed', code: 'STOPPED', runs: 'none' } });
  t.match((await rig.client.look(rig.slot)).runs, { kind: 'nothing' });
});

// Fault 26
t.test('a value arrives byte-equal in the program', async (t) => {
  const rig = await createNodeRig(t);
  const greeting = `line one\nline two, $HOME %s 'single' "double" \\ \`id\` ä€😀\r\t ${'x'.repeat(65_536)}\n`;

  await rig.run(sampleComponent({ label: 'A', out: rig.out, greeting }));
  await until('the greeting', async () => (await readMark(rig, 'greeting').catch(() => '')).length > 0);

  t.equal(await readMark(rig, 'greeting'), greeting);
});

t.test('a removal leaves no value of any attempt on the host', async (t) => {
  const rig = await createNodeRig(t);
  const needles = makeNeedles('value', 'the value of the component');
  const greeting = 'the value of the component';
  for (const [index, label] of ['A', 'B'].entries())
    await rig.run(sampleComponent({ label, out: rig.out, greeting }), { generation: index + 1 });
  // What a start leaves behind when the power goes before it ends.
  const torn = join(rig.slotFolder, `attempts/3.new.${'0'.repeat(32)}`);
  await mkdir(torn);
  await writeFile(join(torn, 'payload'), greeting);
  t.equal((await listHolders(rig.workdir, needles)).length, 3);

  t.match(await rig.remove(3), { kind: 'finished', result: { outcome: 'removed' } });

  await until('all is gone', async () => (await readdir(join(rig.slotFolder, 'attempts'))).length === 1);
  t.same(await listHolders(rig.workdir, needles), []);
  t.match(await rig.client.look(rig.slot), { phase: 'finished', generation: 3, runs: { kind: 'nothing' } });
});

t.test('a host sees values when a component starts, and not before', async (t) => {
  const rig = await createNodeRig(t);
  let sent = '';
  const client = rig.newClient({
    transport: {
      ...localTransport,
      async connect(target, options) {
        const connection = await localTransport.connect(target, options);
        return {
          exec: async (request) => {
            const bytes: Uint8Array[] = [];
            for await (const chunk of Readable.from(request.stdin ?? [])) bytes.push(Buffer.from(chunk));
            sent += Buffer.concat(bytes).toString('latin1');
            return connection.exec({ ...request, stdin: Buffer.concat(bytes) });
          },
          get closed() {
            return connection.closed;
          },
          close: () => connection.close(),
        };
      },
    },
  });
  const component = sampleComponent({ label: 'A', out: rig.out, greeting: 'the value of the component' });

  await client.stage(await rig.prepare(component));

  t.match(sent, /settings-bytes/);
  t.notMatch(sent, /the value of the component/);
});
