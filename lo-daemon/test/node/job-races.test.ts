import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { createNodeRig, DEADLINE_MS, type NodeRig, startAndWait, until } from './node-rig.ts';
import { contentFile, sampleComponent, targetOf } from './sample-component.ts';

const PROGRAM = contentFile('app/run.sh', 'echo "$VERSION_LABEL $$" >>"$OUT/starts"\nexec sleep 1000\n');

/** A component whose health is what a script says; it finds the marks of the test in $OUT. */
function checkedBy(rig: NodeRig, check: string) {
  return sampleComponent({
    label: 'A',
    out: rig.out,
    properties: { healthCheck: { command: ['sh', '../app/check.sh'], timeout: '5m0s' }, timeout: '5m0s' },
    files: [PROGRAM, contentFile('app/check.sh', check)],
  });
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

t.test('what was seen while a job was at work is not told together with its end', async (t) => {
  const rig = await createNodeRig(t);
  // The job's own checks follow `open`; the first check of somebody who looks sees it ill, and takes its time.
  const component = checkedBy(
    rig,
    `read -r _pid _name _state parent _rest <"/proc/$PPID/stat"
if grep -q @job "/proc/$parent/cmdline"; then test -e "$OUT/open"; exit; fi
mkdir "$OUT/looking" 2>/dev/null || exit 0
until [ -e "$OUT/answer" ]; do sleep 0.05; done
exit 1
`,
  );
  await rig.client.stage(await rig.prepare(component));
  const intent = await rig.intentFor(component);
  await rig.client.start(intent);
  await until('the program', () => rig.starts().length > 0);
  const looking = rig.newClient().observe();
  await until('the look', () => exists(join(rig.out, 'looking')));

  await writeFile(join(rig.out, 'open'), '');
  const end = await rig.client.wait(rig.slot, {
    generation: 1,
    nonce: intent.nonce,
    deadlineMs: DEADLINE_MS,
  });
  await writeFile(join(rig.out, 'answer'), '');

  t.match(end, { kind: 'finished', result: { outcome: 'installed' } });
  t.match((await looking).slots, [
    {
      phase: 'finished',
      result: { outcome: 'installed' },
      runs: { target: targetOf('A'), health: /^healthy$/ },
    },
  ]);
});

t.test('a check that is slow does not decide when the time for health is over', async (t) => {
  const rig = await createNodeRig(t);
  const component = checkedBy(rig, 'mkdir "$OUT/first" 2>/dev/null || exit 0\nsleep 3\nexit 1\n');
  await rig.client.stage(await rig.prepare(component));
  const intent = await rig.intentFor(component);

  const end = await startAndWait(rig.client, { ...intent, limits: { ...intent.limits, healthSeconds: 1 } });

  t.match(end, { kind: 'finished', result: { outcome: 'installed', code: 'OK' } });
});

/** A node whose `setsid` runs a script first where the runner begins a program. */
async function createNodeWithSetsid(t: Test, script: string): Promise<NodeRig> {
  const rig = await createNodeRig(t);
  const bin = join(rig.root, 'bin');
  await mkdir(bin);
  const text = `#!/bin/sh\ncase "$*" in *@runtime*) ${script} ;; esac\nexec /usr/bin/setsid "$@"\n`;
  await writeFile(join(bin, 'setsid'), text, { mode: 0o755 });
  const client = rig.newClient({ searchPath: [bin] });
  return {
    ...rig,
    client,
    async run(component, options = {}) {
      await client.stage(await rig.prepare(component));
      return startAndWait(client, await rig.intentFor(component, options));
    },
  };
}

t.test('a program that begins late is no failure, and one that never begins is', async (t) => {
  const late = await createNodeWithSetsid(t, 'sleep 12');
  const component = sampleComponent({ label: 'A', out: late.out });
  t.match(await late.run(component), { kind: 'finished', result: { outcome: 'installed', code: 'OK' } });

  const never = await createNodeWithSetsid(t, 'exit 1');
  t.match(await never.run(sampleComponent({ label: 'A', out: never.out })), {
    kind: 'finished',
    result: { outcome: 'failed', code: 'APPLY_FAILED', message: /did not begin/ },
  });
});

t.test('who comes while a slot is locked for a moment waits for that moment', async (t) => {
  const rig = await createNodeRig(t);
  for (const generation of [1, 2, 3])
    await rig.run(sampleComponent({ label: `${generation}`, out: rig.out }), { generation });
  t.equal((await readdir(join(rig.slotFolder, 'attempts'))).length, 3);
  async function lockFor(seconds: number): Promise<void> {
    const mark = join(rig.out, `locked-${seconds}`);
    const script = `: >'${mark}'; exec sleep ${seconds}`;
    const holder = spawn('flock', [join(rig.slotFolder, 'lock'), 'sh', '-c', script], { stdio: 'ignore' });
    await once(holder, 'spawn');
    await until('the lock', () => exists(mark));
  }

  await lockFor(1);
  t.match(await rig.client.cleanUp({ contentDigests: [] }), { removedAttempts: 2 });
  // What runs and the last good one are the same; the one before has no use.
  t.same(await readdir(join(rig.slotFolder, 'attempts')), ['3']);

  await lockFor(5);
  const next = await rig.run(sampleComponent({ label: '4', out: rig.out }), { generation: 4 });
  t.match(next, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('4') } });
});
