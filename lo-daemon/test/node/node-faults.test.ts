import { mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { computeContentDigest } from '../../src/node/compute-content-digest.ts';
import { createNonce } from '../../src/node/create-nonce.ts';
import { localTransport } from '../../src/transports/local/local-transport.ts';
import type { ExecRequest, Transport } from '../../src/transports/transport.ts';
import { isAlive, killAll } from './find-processes.ts';
import { createNodeRig, DEADLINE_MS, type NodeRig, startAndWait, until } from './node-rig.ts';
import { contentFile, sampleComponent, targetOf } from './sample-component.ts';

// Fault 6
t.test('the newest result is deleted: the attempt ends once its goal is seen met', async (t) => {
  const rig = await createNodeRig(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));

  await rm(join(rig.slotFolder, 'attempts/1/result'));

  const { slots } = await rig.client.observe();
  t.match(slots, [
    {
      phase: 'finished',
      generation: 1,
      result: { outcome: 'installed', runs: targetOf('A'), message: /its job was lost/ },
      runs: { target: targetOf('A'), health: /^healthy$/ },
    },
  ]);
  t.equal(rig.starts().length, 1);
});

t.test('a torn result counts as none', async (t) => {
  const rig = await createNodeRig(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));
  // What is not running has not reached its goal.
  await killAll(await rig.programs());
  const file = join(rig.slotFolder, 'attempts/1/result');
  const text = await readFile(file, 'latin1');

  await writeFile(file, text.slice(0, text.indexOf('\nend')));

  t.match(await rig.client.look(rig.slot), { phase: 'lost', generation: 1 });
});

t.test('a generation that is not the next one is stale, and nothing happens', async (t) => {
  const rig = await createNodeRig(t);
  const component = sampleComponent({ label: 'A', out: rig.out });
  await rig.run(component);

  for (const generation of [1, 3, 9]) {
    const reply = await rig.client.start(await rig.intentFor(component, { generation }));
    t.match(reply, { kind: 'stale', report: { generation: 1, runs: { target: targetOf('A') } } });
  }
  t.equal(rig.starts().length, 1);
});

t.test("a slot with another owner's mark is fenced", async (t) => {
  const rig = await createNodeRig(t);
  const component = sampleComponent({ label: 'A', out: rig.out });
  await rig.run(component);
  const file = join(rig.slotFolder, 'owner');
  const other = 'f'.repeat(64);
  await writeFile(file, (await readFile(file, 'latin1')).replaceAll(/owner [0-9a-f]{64}/g, `owner ${other}`));

  const reply = await rig.client.start(await rig.intentFor(component, { generation: 2 }));

  t.same(reply, { kind: 'fenced', owner: other });
  t.equal(rig.starts().length, 1);
});

t.test('an intent whose job never ran is told apart, and can be tried again', async (t) => {
  const rig = await createNodeRig(t);
  const component = sampleComponent({ label: 'A', out: rig.out });
  await rig.run(component);
  for (const name of ['started', 'started.next', 'result']) {
    await rm(join(rig.slotFolder, 'attempts/1', name), { force: true });
  }

  t.match(await rig.client.look(rig.slot), { phase: 'never-ran', generation: 1 });

  const end = await rig.run(component, { generation: 2 });
  t.match(end, { kind: 'finished', result: { outcome: 'installed', generation: 2 } });
});

t.test('a job killed in mid install is lost, and the next attempt cleans up behind it', async (t) => {
  const rig = await createNodeRig(t);
  const slow = sampleComponent({
    label: 'slow',
    out: rig.out,
    properties: { healthCheck: { command: ['false'] }, timeout: '5m0s' },
  });
  await rig.client.stage(await rig.prepare(slow));
  const intent = await rig.intentFor(slow);
  await rig.client.start(intent);
  await until('the program', () => rig.starts().length > 0);

  await killAll([await readJobPid(rig, 1)]);

  const end = await rig.client.wait(rig.slot, {
    generation: 1,
    nonce: intent.nonce,
    deadlineMs: DEADLINE_MS,
  });
  t.match(end, { kind: 'lost', report: { runs: { target: targetOf('slow'), health: 'unhealthy' } } });
  const next = await rig.run(sampleComponent({ label: 'A', out: rig.out }), { generation: 2 });
  t.match(next, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('A') } });
  const [first = ''] = rig.starts();
  t.equal(await isAlive(Number(first.split(' ')[1])), false);
});

// Fault 9
t.test('a program outlives its job and holds nothing of it', async (t) => {
  const rig = await createNodeRig(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));
  const pid = Number(rig.starts()[0]?.split(' ')[1]);

  t.equal(await isAlive(pid), true);
  // It ends a moment after its result is there.
  const job = await readJobPid(rig, 1);
  await until('the end of the job', async () => !(await isAlive(job)));
  const open = await Promise.all(
    (await readdir(`/proc/${pid}/fd`)).map((fd) => readlinkOrNothing(`/proc/${pid}/fd/${fd}`)),
  );
  t.notOk(open.some((path) => path.endsWith('/lock')));
  const end = await rig.run(sampleComponent({ label: 'B', out: rig.out }), { generation: 2 });
  t.match(end, { kind: 'finished', result: { outcome: 'installed' } }, 'the lock was free');
});

// Fault 5
t.test('a program that was killed is seen, and a new generation of the same digest heals it', async (t) => {
  const rig = await createNodeRig(t);
  const component = sampleComponent({ label: 'A', out: rig.out });
  await rig.run(component);
  await killAll(await rig.programs());

  t.match((await rig.client.look(rig.slot)).runs, { target: targetOf('A'), health: 'stopped' });

  const end = await rig.run(component, { generation: 2 });
  t.match(end, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('A') } });
});

// Fault 7
t.test('after a boot the node starts what its records say is running', async (t) => {
  const rig = await createNodeRig(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));
  await pretendReboot(rig);
  t.match((await rig.client.look(rig.slot)).runs, { target: targetOf('A'), health: 'stopped' });

  const { slots } = await rig.client.boot();

  t.match(slots, [
    { phase: 'finished', generation: 1, runs: { target: targetOf('A'), health: /^healthy$/ } },
  ]);
  t.equal(rig.starts().length, 2);
  await rig.client.boot();
  t.equal(rig.starts().length, 2, 'and only once');
});

// Fault 7
t.test('a boot in mid install starts the former version, never the unfinished one', async (t) => {
  const rig = await createNodeRig(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));
  const slow = sampleComponent({
    label: 'B',
    out: rig.out,
    // Long enough that even on a busy machine the job is killed before it gives up and returns to A by itself.
    properties: { healthCheck: { command: ['false'] }, timeout: '5m0s' },
  });
  await rig.client.stage(await rig.prepare(slow));
  await rig.client.start(await rig.intentFor(slow, { generation: 2, action: 'update' }));
  await until('the new program', () => rig.starts().length > 1);
  await killAll([await readJobPid(rig, 2)]);
  await pretendReboot(rig);

  const { slots } = await rig.client.boot();

  t.match(slots, [{ phase: 'lost', generation: 2, runs: { target: targetOf('A'), health: /^healthy$/ } }]);
});

// Fault 13
t.test('damaged content is repaired before it is used', async (t) => {
  const rig = await createNodeRig(t);
  const component = sampleComponent({ label: 'A', out: rig.out });
  const folder = join(rig.workdir, 'content', computeContentDigest(component.files).slice('sha256:'.length));
  await mkdir(join(folder, 'files'), { recursive: true });
  await writeFile(join(folder, 'manifest'), 'half');

  t.match(await rig.run(component), { kind: 'finished', result: { outcome: 'installed' } });

  for (const damage of [
    () => writeFile(join(folder, 'files/app/run.sh'), 'echo other'),
    () => writeFile(join(folder, 'files/app/extra'), ''),
    () => rm(join(folder, 'files/app/label')),
  ]) {
    await damage();
    await rig.client.stage(await rig.prepare(component));
    t.same((await readdir(join(folder, 'files/app'))).sort(), ['label', 'run.sh']);
  }
});

t.test('a job refuses content that was damaged after staging, and what ran goes on', async (t) => {
  const rig = await createNodeRig(t);
  await rig.run(sampleComponent({ label: 'A', out: rig.out }));
  const next = sampleComponent({ label: 'B', out: rig.out });
  await rig.client.stage(await rig.prepare(next));
  const folder = join(rig.workdir, 'content', computeContentDigest(next.files).slice('sha256:'.length));
  await writeFile(join(folder, 'files/app/run.sh'), 'echo evil >"$OUT/evil"');

  const end = await startAndWait(rig.client, await rig.intentFor(next, { generation: 2, action: 'update' }));

  t.match(end, {
    kind: 'finished',
    result: { outcome: 'failed', code: 'CONTENT_DAMAGED', runs: targetOf('A') },
    report: { runs: { target: targetOf('A'), health: /^healthy$/ } },
  });
});

// Fault 13
t.test('an upload that breaks off leaves nothing, and the next one succeeds', async (t) => {
  const rig = await createNodeRig(t);
  const component = sampleComponent({
    label: 'A',
    out: rig.out,
    files: [contentFile('app/run.sh', 'exec sleep 1000'), contentFile('app/large', 'x'.repeat(1_000_000))],
  });
  const prepared = await rig.prepare(component);
  const broken = rig.newClient({ transport: cutUploadsAt(300_000) });

  await t.rejects(broken.stage(prepared), { code: 'NODE_CONTENT_DAMAGED', kind: 'transient' });

  t.same(await readdir(join(rig.workdir, 'content')), []);
  t.match(await rig.run(component), { kind: 'finished', result: { outcome: 'installed' } });
});

t.test('a start whose request breaks off starts nothing', async (t) => {
  const rig = await createNodeRig(t);
  const component = sampleComponent({ label: 'A', out: rig.out, greeting: 'x'.repeat(50_000) });
  await rig.client.stage(await rig.prepare(component));
  const broken = rig.newClient({ transport: cutUploadsAt(20_000) });

  await t.rejects(broken.start(await rig.intentFor(component)), { code: 'NODE_CONTENT_DAMAGED' });

  t.match(await rig.client.look(rig.slot), { generation: 0, phase: 'none' });
});

t.test('two starts at once: one begins, the other sees it', async (t) => {
  const rig = await createNodeRig(t);
  const component = sampleComponent({ label: 'A', out: rig.out });
  await rig.client.stage(await rig.prepare(component));
  const intents = await Promise.all([1, 2, 3].map(() => rig.intentFor(component, { nonce: createNonce() })));

  const replies = await Promise.all(intents.map((intent) => rig.newClient().start(intent)));

  t.equal(replies.filter((reply) => reply.kind === 'started').length, 1);
  t.ok(replies.every((reply) => ['started', 'running', 'stale'].includes(reply.kind)));
  await until('the end', async () => (await rig.client.look(rig.slot)).phase === 'finished');
  t.equal(rig.starts().length, 1);
});

t.test('a node without a required program says which', async (t) => {
  const rig = await createNodeRig(t);
  await rig.client.observe();
  const programs = join(rig.root, 'bin');
  await mkdir(programs);
  for (const name of ['sh', 'env', 'cat']) {
    await symlink(`/bin/${name}`, join(programs, name));
  }

  const poor = rig.newClient({ transport: withSearchPath(programs) });

  await t.rejects(poor.observe(), {
    code: 'NODE_REQUIREMENT_MISSING',
    kind: 'terminal',
    message: /flock, setsid, tar/,
  });
});

/** The local transport to a node whose programs are those of one folder. */
function withSearchPath(folder: string): Transport {
  return mapExec((request) => ({
    ...request,
    stdin: Buffer.from(readInput(request).replace(/'\/usr\/local\/sbin:[^']*'/, `'${folder}'`), 'latin1'),
  }));
}

/** Of a request that is sent in one piece. */
function readInput({ stdin }: ExecRequest): string {
  return stdin instanceof Uint8Array ? Buffer.from(stdin).toString('latin1') : '';
}

async function readJobPid(rig: NodeRig, generation: number): Promise<number> {
  const text = await readFile(join(rig.slotFolder, `attempts/${generation}/started`), 'latin1');
  return Number(/^pid (\d+)$/m.exec(text)?.[1]);
}

/** Kills the programs and gives their records another boot id: what a reboot leaves on disk. */
async function pretendReboot(rig: NodeRig): Promise<void> {
  await killAll(await rig.programs());
  const file = join(rig.slotFolder, 'run/process');
  const text = await readFile(file, 'latin1');
  await writeFile(file, text.replaceAll(/^boot .*$/gm, 'boot 00000000-0000-4000-8000-000000000000'));
}

/** The local transport over a line that ends every input after some bytes. */
function cutUploadsAt(limit: number): Transport {
  return mapExec((request) => ({ ...request, stdin: cut(request.stdin, limit) }));
}

function mapExec(change: (request: ExecRequest) => ExecRequest): Transport {
  return {
    ...localTransport,
    async connect(target, options) {
      const connection = await localTransport.connect(target, options);
      return {
        exec: (request) => connection.exec(change(request)),
        get closed() {
          return connection.closed;
        },
        close: () => connection.close(),
      };
    },
  };
}

async function* cut(source: AsyncIterable<Uint8Array> | Uint8Array | undefined, limit: number) {
  let left = limit;
  for await (const chunk of source === undefined ? [] : source instanceof Uint8Array ? [source] : source) {
    if (left > 0) {
      yield chunk.subarray(0, left);
      left -= chunk.length;
    }
  }
}

async function readlinkOrNothing(path: string): Promise<string> {
  return readlink(path).catch(() => '');
}
