import { rm } from 'node:fs/promises';
import t from 'tap';
import { killAll } from '../node/find-processes.ts';
import { forgetBoot } from './forget-boot.ts';
import { createSiteRig, type SiteRig } from './site-rig.ts';

async function listProblems(rig: SiteRig): Promise<readonly unknown[]> {
  const daemon = await rig.open();
  try {
    return daemon
      .describe()
      .hosts.flatMap(({ applications }) => applications.flatMap(({ components }) => components))
      .map(({ problem }) => problem?.code);
  } finally {
    await daemon.close();
  }
}

t.test('a failure shows as long as the failed version is wanted, and no longer', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  await rig.once();
  await rig.want([{ applicationId: 'hello', version: '1.1', broken: ['web'] }]);
  t.equal(await rig.once(), 'failed');
  t.match(await listProblems(rig), [/./]);

  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');

  t.strictSame(await listProblems(rig), [undefined]);
});

t.test('why a version failed is said after the return, a boot, and the loss of all state', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  await rig.once();
  const failed = await rig.want([
    { applicationId: 'hello', version: '1.1', broken: ['web'], says: 'cannot open /dev/plc0' },
  ]);
  t.equal(await rig.once(), 'failed');
  const said = (await rig.reports()).at(-1);
  t.match(said, { commit: failed, state: 'failure', description: /STOPPED.*1\.0/ });
  t.same(await listProblems(rig), ['STOPPED']);

  await killAll(await rig.findPrograms());
  await forgetBoot(rig);
  t.equal(await rig.once(), 'failed', 'after a boot');

  t.same(await rig.running(), ['hello web 1.0 Hello']);
  t.same(await listProblems(rig), ['STOPPED']);
  t.same((await rig.reports()).at(-1), said, 'nothing else was said since, or the same');

  await rm(rig.settings.stateDir, { recursive: true });
  t.equal(await rig.once(), 'failed', 'after the loss of all state');

  t.same(await rig.running(), ['hello web 1.0 Hello']);
  t.same(await listProblems(rig), ['STOPPED']);
  t.match((await rig.reports()).at(-1), { commit: failed, state: 'failure', description: said?.description });
  t.same(
    (await rig.starts()).map((line) => line.split(' ')[2]),
    ['1.0', '1.1', '1.0', '1.0'],
    'and what failed was not tried again',
  );
});
