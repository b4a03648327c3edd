import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import t from 'tap';
import { createNonce } from '../../src/node/create-nonce.ts';
import { createRemoveIntent } from '../../src/node/create-remove-intent.ts';
import type { Intent } from '../../src/node/intent.ts';
import { makeBusyboxPrograms } from './data-rig.ts';
import { findProcesses, killAll } from './find-processes.ts';
import { createNodeRig, OWNER, startAndWait, until } from './node-rig.ts';
import { sampleComponent } from './sample-component.ts';

function purgeIntent(generation: number, epoch: number, changes: Partial<Intent> = {}): Intent {
  const slot = { site: 'eu/berlin', applicationId: 'hello', deploymentId: 'purge', component: 'hello' };
  const plan = { slot, owner: OWNER, generation, nonce: createNonce(), type: 'none', commit: 'c0ffee0' };
  return { ...createRemoveIntent({ ...plan, purge: epoch }), ...changes };
}

t.test('a purge waits until nothing runs, deletes once, and leaves what came after it', async (t) => {
  const rig = await createNodeRig(t);
  const folder = join(rig.workdir, 'data', OWNER, 'hello');
  const file = join(folder, 'web', 'data', 'kept');
  await rig.run(sampleComponent({ label: 'one', out: rig.out }));
  await writeFile(file, 'precious');

  t.match(await startAndWait(rig.client, purgeIntent(1, 1)), {
    result: { outcome: 'failed', code: 'PURGE_FAILED', message: /web is still there/ },
  });
  t.equal(await readFile(file, 'utf8'), 'precious', 'what runs keeps its data');
  t.equal((await rig.client.observe()).purges, undefined);

  await rig.remove(2);
  t.match(await startAndWait(rig.client, purgeIntent(2, 1)), {
    result: { outcome: 'removed', code: 'OK', message: 'data purged, to 1' },
  });
  await t.rejects(readFile(file), { code: 'ENOENT' });
  t.same((await rig.client.observe()).purges, { hello: { epoch: 1, kept: false } });

  await rig.run(sampleComponent({ label: 'one', out: rig.out }), { generation: 3 });
  await writeFile(file, 'new');
  t.same((await rig.client.observe()).purges, { hello: { epoch: 1, kept: true } });
  await rig.remove(4);
  t.match(await startAndWait(rig.client, purgeIntent(3, 1)), {
    result: { outcome: 'removed', code: 'OK', message: /^purged before, to 1/ },
  });
  t.equal(await readFile(file, 'utf8'), 'new', 'an LO that asks again deletes nothing');
});

t.test('a purge whose job is killed in between is not over, and is done again', async (t) => {
  const rig = await createNodeRig(t);
  const programs = join(rig.root, 'programs');
  const began = join(rig.root, 'began');
  await mkdir(programs);
  await writeFile(
    join(programs, 'rm'),
    `#!/bin/sh
case "$*" in
  *${join(rig.workdir, 'data')}*) [ -e ${began} ] || { : >${began}; exec sleep 100000; } ;;
esac
exec /bin/rm "$@"
`,
    { mode: 0o755 },
  );
  const file = join(rig.workdir, 'data', OWNER, 'hello', 'web', 'data', 'kept');
  await rig.run(sampleComponent({ label: 'one', out: rig.out }));
  await writeFile(file, 'precious');
  await rig.remove(2);
  t.match(await rig.newClient({ searchPath: [programs] }).start(purgeIntent(1, 1)), { kind: 'started' });
  await until('it deletes', () => existsSync(began));
  await killAll(await findProcesses(rig.workdir));

  const observation = await rig.client.observe();
  t.equal(observation.purges, undefined, 'that nothing runs says nothing of data');
  t.match(
    observation.slots.find(({ slot }) => slot.deploymentId === 'purge'),
    { phase: 'lost' },
  );

  t.match(await startAndWait(rig.client, purgeIntent(2, 1)), { result: { outcome: 'removed', code: 'OK' } });
  await t.rejects(readFile(file), { code: 'ENOENT' });
});

t.test('the programs of busybox purge as well', async (t) => {
  const programs = makeBusyboxPrograms(await mkdtemp(join(tmpdir(), 'colo-busybox-')));
  t.teardown(() => rm(dirname(programs), { recursive: true }));
  await symlink('/bin/busybox', join(programs, 'sh'));
  // What the busybox of this machine lacks is its own.
  const applets = spawnSync('/bin/busybox', ['--list']).stdout.toString().split('\n');
  for (const name of await readdir(programs)) if (!applets.includes(name)) await rm(join(programs, name));
  const rig = await createNodeRig(t, { searchPath: [programs] });
  const file = join(rig.workdir, 'data', OWNER, 'hello', 'web', 'data', 'kept');
  await rig.run(sampleComponent({ label: 'one', out: rig.out }));
  await writeFile(file, 'precious');
  await rig.remove(2);

  t.match(await startAndWait(rig.client, purgeIntent(1, 1)), { result: { outcome: 'removed', code: 'OK' } });

  await t.rejects(readFile(file), { code: 'ENOENT' });
  t.same((await rig.client.observe()).purges, { hello: { epoch: 1, kept: false } });
});

t.test(
  'a purge deletes whatever lies below the application, and nothing beside it or behind a link',
  async (t) => {
    const rig = await createNodeRig(t);
    const owned = join(rig.workdir, 'data', OWNER);
    const outside = join(rig.root, 'outside');
    for (const place of [join(owned, 'hello', 'gone', 'files'), join(owned, 'hello-2', 'web'), outside])
      await mkdir(place, { recursive: true });
    for (const place of [join(owned, 'hello', 'gone', 'files'), join(owned, 'hello-2', 'web'), outside])
      await writeFile(join(place, 'file'), 'x');
    await symlink(outside, join(owned, 'hello', 'link'));
    await symlink(outside, join(owned, 'hello', 'gone', 'link'));

    t.match(await startAndWait(rig.client, purgeIntent(1, 7)), { result: { outcome: 'removed' } });

    await t.rejects(readFile(join(owned, 'hello', 'gone', 'files', 'file')), { code: 'ENOENT' });
    t.equal(await readFile(join(owned, 'hello-2', 'web', 'file'), 'utf8'), 'x');
    t.equal(await readFile(join(outside, 'file'), 'utf8'), 'x');
    t.match(await readFile(join(owned, 'hello', 'purged.record'), 'utf8'), /^epoch 7$/m);
  },
);

t.test('a purge is refused where it is not quite what LO asks for', async (t) => {
  const rig = await createNodeRig(t);
  const { slot } = purgeIntent(1, 1);
  for (const [name, intent] of Object.entries({
    'epoch 0': purgeIntent(1, 0),
    'no number': { ...purgeIntent(1, 1), purge: Number.NaN },
    'a component of a deployment': purgeIntent(1, 1, { slot: rig.slot }),
    'another application': purgeIntent(1, 1, { slot: { ...slot, component: 'other' } }),
    'not a removal': purgeIntent(1, 1, { action: 'install' }),
  }))
    await t.rejects(rig.client.start(intent), { code: 'NODE_INTENT_INVALID' }, name);
  const plain = createRemoveIntent({
    slot,
    owner: OWNER,
    generation: 1,
    nonce: createNonce(),
    type: 'process',
    commit: 'c',
  });
  await t.rejects(
    rig.client.start(plain),
    { code: 'NODE_INTENT_INVALID' },
    'the slot of purges without a purge',
  );
});
