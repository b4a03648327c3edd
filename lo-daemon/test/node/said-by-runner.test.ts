import { readdir, readFile } from 'node:fs/promises';
import t from 'tap';
import { findProcesses } from './find-processes.ts';
import { createNodeRig, type NodeRig } from './node-rig.ts';
import { contentFile, sampleComponent } from './sample-component.ts';

/** The message of an attempt whose health is waited for no longer than a moment. */
async function readMessage(
  rig: NodeRig,
  properties: Readonly<Record<string, unknown>>,
  program?: string,
): Promise<string> {
  const files = program === undefined ? {} : { files: [contentFile('app/run.sh', program, '0755')] };
  const component = sampleComponent({ label: 'A', out: rig.out, properties, ...files });
  const end = await rig.run(component, { limits: { healthSeconds: 1 } });
  if (end.kind !== 'finished') throw new Error(`it ended as ${end.kind}`);
  return end.result.message;
}

t.test('a health check that did not end is said to have timed out', async (t) => {
  const rig = await createNodeRig(t);
  const command = ['sh', '-c', 'echo asking; exec sleep 1000'];

  t.equal(
    await readMessage(rig, { healthCheck: { command, timeout: '1s' } }),
    'not healthy after 1 seconds: unhealthy: the health check timed out: it did not end within 1 seconds: asking',
  );
});

t.test('a health check that failed without a word is named by its status', async (t) => {
  const rig = await createNodeRig(t);

  t.equal(
    await readMessage(rig, { healthCheck: { command: ['sh', '-c', 'exit 3'] } }),
    'not healthy after 1 seconds: unhealthy: the health check failed with status 3',
  );
});

t.test('one that was killed long before its time did not time out', async (t) => {
  const rig = await createNodeRig(t);

  t.match(
    await readMessage(rig, { healthCheck: { command: ['sh', '-c', 'kill -KILL $$'], timeout: '1000s' } }),
    /: the health check failed with status 137(?:: .*)?$/,
  );
});

t.test('a program that ended without a word is said to have printed nothing', async (t) => {
  const rig = await createNodeRig(t);

  t.equal(
    await readMessage(rig, {}, '#!/bin/sh\nexit 0\n'),
    'it stopped by itself: the process is gone; it printed nothing',
  );
});

t.test('a program that puts itself into the background is told to stay in the foreground', async (t) => {
  const rig = await createNodeRig(t);

  t.equal(
    await readMessage(rig, {}, '#!/bin/sh\necho begun\nsetsid sleep 1000 &\n'),
    'it stopped by itself: the process is gone, and what it started still runs: a program has to stay in the foreground; its last output: begun',
  );
  t.same(await findProcesses(`COLO_SLOT=${rig.slotFolder}/`), [], 'and what it started is ended');
});

t.test('no reading that may fail is silenced only after it has failed', async (t) => {
  const folder = new URL('../../../runner/', import.meta.url);
  const parts = (await readdir(folder)).filter((name) => name.endsWith('.sh'));
  t.ok(parts.length > 15);
  for (const name of parts)
    t.notMatch(await readFile(new URL(name, folder), 'utf8'), /[^0-9<]<"[^"\n]*" 2>\/dev\/null/, name);
});
