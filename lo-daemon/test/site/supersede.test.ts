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
  t.match(final.get(first), /^error superseded: by [0-9a-f]{12}, after it was started$/);
  for (const commit of commits.slice(0, -1))
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

t.test('what no later commit changed is reported on the commit that did', async (t) => {
  const rig = await createSiteRig(t);
  const app = (applicationId: string, version = '1.0') => ({ applicationId, version });
  await rig.want([app('back'), app('hello')]);
  t.equal(await rig.once(), 'converged');
  const one = await rig.want([app('back', '2.0'), app('hello', '2.0')]);
  const two = await rig.want([app('back'), app('hello', '2.0')]);

  t.equal(await rig.once(), 'converged');

  const ends = (await rig.reports()).filter(({ state }) => state !== 'pending').slice(2);
  t.match(
    ends.map(({ commit, context, description }) => [commit, context.split('/').at(-1), description]),
    [
      [one, 'back', `superseded: by ${two.slice(0, 12)}`],
      [two, 'back', /^installed 1\.0/],
      [one, 'hello', /^installed 2\.0/],
    ],
  );
  t.notOk((await rig.starts()).includes('back web 2.0 Hello'));
});
