import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { processRuntime } from '../../src/runtimes/process/process-runtime.ts';
import { skipTest } from '../skip-test.ts';
import { createNodeRig, DEADLINE_MS, type NodeRig, until } from './node-rig.ts';
import { sampleComponent, targetOf } from './sample-component.ts';

/** Health comes only when the test allows it, so that the attempt is surely in mid install until then. */
function slowComponent(rig: NodeRig) {
  return sampleComponent({
    label: 'slow',
    out: rig.out,
    properties: { healthCheck: { command: ['test', '-e', `${rig.out}/open`] }, timeout: '5m0s' },
  });
}

async function begin(rig: NodeRig) {
  const component = slowComponent(rig);
  await rig.client.stage(await rig.prepare(component));
  const intent = await rig.intentFor(component);
  t.match(await rig.client.start(intent), { kind: 'started' });
  await until('the program', () => rig.starts().length > 0);
  return { generation: 1, nonce: intent.nonce, deadlineMs: DEADLINE_MS };
}

// Fault 10
t.test('a runner that is upgraded during a job reads the result of the old one', async (t) => {
  const rig = await createNodeRig(t);
  const attempt = await begin(rig);
  const upgraded = rig.newClient({
    runtimes: [{ ...processRuntime, script: `${processRuntime.script}\n# a later version\n` }],
  });
  t.match(await upgraded.look(rig.slot), { phase: 'running', nonce: attempt.nonce });

  await writeFile(join(rig.out, 'open'), '');

  const end = await upgraded.wait(rig.slot, attempt);
  t.match(end, { kind: 'finished', result: { outcome: 'installed', nonce: attempt.nonce } });
  t.match((await upgraded.look(rig.slot)).runs, { target: targetOf('slow'), health: /^healthy$/ });
  t.equal(rig.starts().length, 1, 'one install');
});

/** True where this user may mount a file system, which only the test with a full disk needs. */
function mountSmallDisk(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'colo-test', folder]).status === 0;
}

// Fault 14
t.test('a disk that is full when the result is written: success is recognised', async (t) => {
  const rig = await createNodeRig(t);
  const workdir = join(rig.root, 'small');
  await mkdir(workdir);
  if (!mountSmallDisk(workdir)) {
    skipTest(t, 'a full disk', 'it needs the right to mount a file system');
    return;
  }
  t.teardown(() => spawnSync('umount', ['-l', workdir]));
  const client = rig.newClient({ workdir });
  const small = { ...rig, client, workdir };
  const attempt = await begin(small);
  const filler = join(workdir, 'filler');
  await writeFile(filler, Buffer.alloc(16 * 1024 * 1024)).catch(() => undefined);
  t.ok((await readFile(filler)).length < 8 * 1024 * 1024, 'the disk is full');

  await writeFile(join(rig.out, 'open'), '');

  const end = await client.wait(rig.slot, attempt);
  t.match(end, { kind: 'finished', result: { outcome: 'installed', code: 'OK', nonce: attempt.nonce } });
  t.match((await client.look(rig.slot)).runs, { target: targetOf('slow'), health: /^healthy$/ });
  t.equal(rig.starts().length, 1, 'and nothing is repeated');
});

t.test('a folder that a shell would read as more than a name is refused', async (t) => {
  const rig = await createNodeRig(t);
  for (const workdir of ['/tmp/$(id)', '/tmp/a b', '-rf', '/tmp/../etc', "/tmp/'"])
    t.throws(() => rig.newClient({ workdir }), { code: 'NODE_INTENT_INVALID' }, workdir);
  t.throws(() => rig.newClient({ searchPath: ['bin'] }), { code: 'NODE_INTENT_INVALID' });
});
