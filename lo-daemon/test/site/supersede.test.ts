import t from 'tap';
import { until } from '../node/node-rig.ts';
import { startLo } from './lo-process.ts';
import { createSiteRig } from './site-rig.ts';

// Fault 16
t.test('of five commits during an install the last one wins, and the others are told', async (t) => {
  const rig = await createSiteRig(t);
  await startLo(t, rig);
  const held = { applicationId: 'hello', version: '1.0', held: true };
  const first = await rig.want([held]);
  await until('the first version is at work', async () => (await rig.starts()).length === 1);
  const commits: string[] = [];
  for (const minor of [1, 2, 3, 4, 5])
    commits.push(await rig.want([{ applicationId: 'hello', version: `1.${minor}` }]));
  const last = commits.at(-1) ?? '';
  await until('the last one is taken', async () =>
    (await rig.reports()).some(({ commit }) => commit === last),
  );
  await rig.release(held);

  await until('the last version is installed', async () =>
    (await rig.reports()).some(({ commit, state }) => commit === last && state === 'success'),
  );

  const reports = await rig.reports();
  const final = new Map(reports.map(({ commit, state, description }) => [commit, `${state} ${description}`]));
  for (const commit of [first, ...commits.slice(0, -1)])
    t.match(final.get(commit), /^error superseded: by [0-9a-f]{12}$/, `${commit} is told`);
  t.match(final.get(last), /^success installed 1\.5/);
  const successes = reports.filter(({ state }) => state === 'success');
  t.same(
    [...new Set(successes.map(({ commit }) => commit))],
    [last],
    'success is said of the last one alone',
  );
  const starts = await rig.starts();
  t.equal(starts[0], 'hello web 1.0 Hello', 'what was at work was not killed');
  t.equal(starts.at(-1), 'hello web 1.5 Hello');
});

// Fault 16
t.test('five commits between two polls: four are superseded, none of them is installed', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'other', version: '1.0' }]);
  t.equal(await rig.once(), 'converged');
  const commits: string[] = [];
  for (const minor of [1, 2, 3, 4, 5])
    commits.push(
      await rig.want([
        { applicationId: 'hello', version: `1.${minor}` },
        { applicationId: 'other', version: '1.0' },
      ]),
    );

  t.equal(await rig.once(), 'converged');

  const reports = await rig.reports();
  for (const commit of commits.slice(0, -1))
    t.match(
      reports.filter((report) => report.commit === commit),
      [{ context: 'lo/eu/berlin/edge-01/hello', state: 'error', description: /^superseded: by/ }],
      'in the one context that it changed',
    );
  t.same((await rig.starts()).slice(1), ['hello web 1.5 Hello']);
});
