import t from 'tap';
import { createSiteRig } from './site-rig.ts';

t.test('what is wanted is installed, reported, and then there is nothing left to do', async (t) => {
  const rig = await createSiteRig(t);
  const commit = await rig.want([{ applicationId: 'hello', version: '1.0', components: ['db', 'web'] }]);

  const outcome = await rig.once();

  t.equal(outcome, 'converged');
  t.same(await rig.starts(), ['hello db 1.0 Hello', 'hello web 1.0 Hello']);
  const reports = await rig.reports();
  t.match(reports.at(-1), {
    commit,
    context: 'lo/eu/berlin/edge-01/hello',
    state: 'success',
    description: /^installed 1\.0 \[[0-9a-f]{12}\]: 2 components$/,
  });
  t.equal(await rig.once(), 'converged');
  t.equal((await rig.starts()).length, 2, 'a second pass starts nothing');
  t.equal((await rig.reports()).length, reports.length, 'and reports nothing');
});

t.test('a parameter restarts only what it reaches; a new version adds, drops and keeps', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([
    { applicationId: 'a', version: '1.0', components: ['db', 'web'] },
    { applicationId: 'b', version: '1.0' },
  ]);
  t.equal(await rig.once(), 'converged');

  await rig.want([
    { applicationId: 'a', version: '1.0', components: ['db', 'web'] },
    { applicationId: 'b', version: '1.0', greeting: 'Moin' },
  ]);
  t.equal(await rig.once(), 'converged');
  t.same((await rig.starts()).slice(3), ['b web 1.0 Moin']);

  await rig.want([{ applicationId: 'b', version: '1.0', greeting: 'Moin' }]);
  t.equal(await rig.once(), 'converged');
  t.match((await rig.reports()).at(-1), {
    context: 'lo/eu/berlin/edge-01/a',
    state: 'success',
    description: 'removed',
  });
  t.equal((await rig.starts()).length, 4);
});

// Fault 4
t.test(
  'a broken version fails, the node returns to the last good one, and nobody tries it again',
  async (t) => {
    const rig = await createSiteRig(t);
    await rig.want([{ applicationId: 'hello', version: '1.0' }]);
    t.equal(await rig.once(), 'converged');

    const bad = await rig.want([{ applicationId: 'hello', version: '2.0', broken: ['web'] }]);
    t.equal(await rig.once(), 'failed');
    t.match((await rig.reports()).at(-1), {
      commit: bad,
      state: 'failure',
      description: /^failed 2\.0 \[[0-9a-f]{12}\]: web: .*1\.0 runs$/,
    });
    const tries = await rig.starts();
    t.same(
      tries.map((line) => line.split(' ')[2]),
      ['1.0', '2.0', '1.0'],
      'one try, one return: one drop in uptime',
    );
    for (let number = 1; number <= 10; number += 1) {
      await rig.infra.commit({ 'README.md': `${number}\n` }, 'unrelated');
      t.equal(await rig.once(), 'failed');
    }
    t.same(await rig.starts(), tries, 'unrelated commits try nothing');

    await rig.infra.git('revert', '--no-edit', bad);
    await rig.infra.git('push', '-q', 'origin', 'HEAD:main');
    t.equal(await rig.once(), 'converged');
    t.match((await rig.reports()).at(-1), { state: 'success', description: /^installed 1\.0/ });
    t.same(await rig.starts(), tries, 'what runs already is not started again');
  },
);
