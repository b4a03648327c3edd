import t from 'tap';
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
