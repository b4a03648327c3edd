import { execFileSync } from 'node:child_process';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { isTransientFailure } from '../../src/actuate/attempt-failure.ts';
import { skipTest } from '../skip-test.ts';
import { killAll } from './find-processes.ts';
import { createNodeRig, type NodeRig, startAndWait } from './node-rig.ts';
import { contentFile, sampleComponent, targetOf } from './sample-component.ts';

/** Mounts a small disk as the workdir of a rig, before anything is there. */
async function createSmallDisk(t: Test): Promise<NodeRig> {
  const rig = await createNodeRig(t);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,nr_inodes=400', 'tmpfs', rig.workdir]);
  t.teardown(() => execFileSync('umount', ['-l', rig.workdir]));
  return rig;
}

async function fill(rig: NodeRig): Promise<string> {
  const file = join(rig.workdir, 'filling');
  const { bavail, bsize } = await statfs(rig.workdir);
  await writeFile(file, Buffer.alloc(bavail * bsize)).catch(() => undefined);
  return file;
}

/** Uses up all names that the disk has room for, and none of its space. */
async function fillNames(rig: NodeRig): Promise<string> {
  const folder = join(rig.workdir, 'filling');
  await mkdir(folder);
  const { ffree } = await statfs(rig.workdir);
  for (let count = 0; count < ffree; count += 1)
    await writeFile(join(folder, String(count)), '').catch(() => undefined);
  return folder;
}

/** Room for the records of an attempt, not for the files. */
async function leaveSpace(rig: NodeRig): Promise<string> {
  const file = join(rig.workdir, 'filling');
  const { bavail, bsize } = await statfs(rig.workdir);
  await writeFile(file, Buffer.alloc((bavail - 40) * bsize));
  return file;
}

/** The same for names. */
async function leaveNames(rig: NodeRig): Promise<string> {
  const folder = join(rig.workdir, 'filling');
  await mkdir(folder);
  const { ffree } = await statfs(rig.workdir);
  for (let count = 0; count < ffree - 35; count += 1) await writeFile(join(folder, String(count)), '');
  return folder;
}

function bigComponent(rig: NodeRig, label: string) {
  const program = 'echo "$VERSION_LABEL $$" >>"$OUT/starts"\nexec sleep 1000\n';
  const files = [
    contentFile('app/run.sh', program, '0755'),
    contentFile('app/big', label.repeat(300_000)),
    ...manyFiles(label),
  ];
  return sampleComponent({ label, out: rig.out, files });
}

function manyFiles(label: string) {
  return Array.from({ length: 30 }, (_, index) => contentFile(`app/small/${index}`, label));
}

if (process.getuid?.() !== 0) skipTest(t, 'disks that are full', 'mounts need root');
else testDisks();

function testDisks(): void {
  for (const [name, fillUp] of Object.entries({ space: fill, names: fillNames })) {
    t.test(
      `no ${name} left in mid attempt: it is tried again, and nothing is held against the version`,
      async (t) => {
        const rig = await createSmallDisk(t);
        await rig.run(sampleComponent({ label: 'A', out: rig.out }));
        const next = bigComponent(rig, 'B');
        await rig.client.stage(await rig.prepare(next));
        const intent = await rig.intentFor(next, { generation: 2, action: 'update' });

        const filling = await fillUp(rig);
        const reply = await rig.client.start(intent).catch((error: unknown) => error);
        t.match(
          reply,
          { code: 'NODE_DISK_FULL', kind: 'transient' },
          'nothing begins without room for its records',
        );
        await rm(filling, { recursive: true });

        t.match(
          await startAndWait(rig.client, await rig.intentFor(next, { generation: 2, action: 'update' })),
          {
            kind: 'finished',
            result: { outcome: 'installed', runs: targetOf('B') },
          },
        );
      },
    );
  }

  for (const [name, leave] of Object.entries({ space: leaveSpace, names: leaveNames })) {
    t.test(`the copy of the files would find no ${name}: what runs goes on untouched`, async (t) => {
      const rig = await createSmallDisk(t);
      await rig.run(sampleComponent({ label: 'A', out: rig.out }));
      const next = bigComponent(rig, 'B');
      await rig.client.stage(await rig.prepare(next));
      const filling = await leave(rig);

      const end = await startAndWait(
        rig.client,
        await rig.intentFor(next, { generation: 2, action: 'update' }),
      );

      t.match(end, {
        kind: 'finished',
        result: { outcome: 'rolled-back', code: 'DISK_FULL', runs: targetOf('A') },
      });
      t.equal(isTransientFailure('DISK_FULL'), true);
      t.equal(rig.starts().length, 1, 'started once');
      t.match(await rig.client.look(rig.slot), { runs: { target: targetOf('A'), health: 'healthy' } });

      await rm(filling, { recursive: true });
      t.match(
        await startAndWait(rig.client, await rig.intentFor(next, { generation: 3, action: 'update' })),
        {
          result: { outcome: 'installed', runs: targetOf('B') },
        },
      );
    });
  }

  t.test('after a boot with a full disk nothing is started until there is space', async (t) => {
    const rig = await createSmallDisk(t);
    await rig.run(sampleComponent({ label: 'A', out: rig.out }));
    await killAll(await rig.programs());
    const filling = await fill(rig);

    await rig.client.boot();
    t.same(await rig.programs(), []);

    await rm(filling);
    t.match((await rig.client.boot()).slots, [{ runs: { target: targetOf('A'), health: 'healthy' } }]);
    t.equal((await rig.programs()).length, 1);
  });

  t.test('a disk that was mounted read-only is called so', async (t) => {
    const rig = await createSmallDisk(t);
    const component = sampleComponent({ label: 'A', out: rig.out });
    await rig.client.stage(await rig.prepare(component));
    const intent = await rig.intentFor(component);

    execFileSync('mount', ['-o', 'remount,ro', rig.workdir]);

    await t.rejects(rig.client.start(intent), { code: 'NODE_READ_ONLY', kind: 'transient' });
    execFileSync('mount', ['-o', 'remount,rw', rig.workdir]);
    t.match(await startAndWait(rig.client, intent), { result: { outcome: 'installed' } });
  });
}

t.test('a host that cannot tell how much space there is is usable', async (t) => {
  const rig = await createNodeRig(t);
  const bin = join(rig.root, 'bin');
  await mkdir(bin);
  await writeFile(
    join(bin, 'df'),
    '#!/bin/sh\necho "df: cannot read table of mounted file systems" >&2\nexit 1\n',
    {
      mode: 0o755,
    },
  );
  const client = rig.newClient({ searchPath: [bin] });

  const { facts } = await client.observe();

  t.equal(facts.diskFreeBytes, undefined);
  t.match(facts, { bootId: /./, uptimeSeconds: Number });
});
